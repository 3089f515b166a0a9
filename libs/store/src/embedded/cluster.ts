// Makes the database cluster on first start, so that an interrupted try never looks like one.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { run, type Runner } from './command.ts';

/** The one role, without a password: only processes of this account reach the socket. */
export const ROLE = 'app';

/** @returns whether it was made now. Call with the lock in hand. */
export function ensureCluster(home: string, { folder, major }: Binaries, runner: Runner): boolean {
  const data = join(home, 'data');
  if (existsSync(data)) return false;
  refuseOtherMajor(home, major);
  for (const name of readdirSync(home).filter((entry) => entry.startsWith('init.'))) {
    rmSync(join(home, name), { recursive: true, force: true });
  }
  const draft = join(home, `init.${process.pid}`);
  // The builtin provider sorts and folds case alike on every machine; PostgreSQL has it since 17.
  const locale =
    major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : [];
  const { ok, fault } = run(runner, join(folder, 'initdb'), [
    ...['-D', draft, '-U', ROLE, '-A', 'trust', '-E', 'UTF8'],
    ...(locale.length > 0 ? locale : ['--locale=C']),
  ]);
  if (!ok) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not make its data folder in ${home}: ${fault}`);
  }
  renameSync(draft, data);
  return true;
}

/** Clusters of different major versions can't read each other's files. */
function refuseOtherMajor(home: string, major: number): void {
  const stateDir = dirname(home);
  const others = readdirSync(stateDir)
    .filter((name) => /^pg\d+$/.test(name) && name !== basename(home))
    .filter((name) => existsSync(join(stateDir, name, 'data')));
  if (others.length === 0) return;
  throw new Error(
    `${stateDir} holds the data of another major version (${others.join(', ')}), but the programs ` +
      `here are PostgreSQL ${major}: dump it and restore it, or set PG_BIN_DIR to the old programs`,
  );
}
