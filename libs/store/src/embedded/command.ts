// Runs a program to its end as the chosen account, in surroundings that are the same on every machine.
import { spawnSync } from 'node:child_process';
import type { Account, EmbeddedEnv } from './account.ts';

export interface Runner {
  readonly account: Account | undefined;
  readonly env: EmbeddedEnv;
}

interface Result {
  readonly ok: boolean;
  readonly output: string;
  /** What the program or the system said when it failed. */
  readonly fault: string;
  /** The system's code when the program could not even be started, e.g. EACCES. */
  readonly code: string | undefined;
}

/** The host's locale and time zone stay outside: the cluster must not depend on them. */
export function surroundings({ account, env }: Runner) {
  return {
    ...account,
    cwd: '/',
    env: { PATH: env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  };
}

export function run(runner: Runner, file: string, args: readonly string[]): Result {
  const done = spawnSync(file, args, { ...surroundings(runner), encoding: 'utf8' });
  const error: NodeJS.ErrnoException | undefined = done.error;
  return {
    ok: done.status === 0,
    output: done.stdout ?? '',
    fault: error?.message ?? (done.stderr?.trim() || `exit code ${done.status ?? 'none'}`),
    code: error?.code,
  };
}
