// uv, installed by pip from hashes: it makes the environments, and writes their locks.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Installer {
  readonly uv: string;
  /** The interpreter everything runs in, and its version. */
  readonly python: string;
  readonly version: string;
}

/** The user's, as for all that the tests fetch. */
export const cache = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'pausepoint/python',
);

const about =
  'import sys; import ensurepip, venv; assert sys.version_info >= (3, 10); print(sys.executable, sys.version.split()[0])';

/** Undefined where there is no Python, or nowhere to fetch uv from. */
export function installer(): Installer | undefined {
  const asked = spawnSync('python3', ['-c', about], { encoding: 'utf8' });
  if (asked.status !== 0) return undefined;
  const [python, version] = asked.stdout.trim().split(' ') as [string, string];
  const lock = join(import.meta.dirname, 'uv.txt');
  const folder = join(cache, `uv-${hashOf(python, version, readFileSync(lock, 'utf8'))}`);
  const uv = join(folder, 'bin/uv');
  if (!existsSync(uv)) {
    run(python, ['-m', 'venv', folder]);
    const pip = ['-m', 'pip', 'install', '-q', '--require-hashes', '--retries=1', '-r', lock];
    run(join(folder, 'bin/python'), pip);
  }
  if (existsSync(uv)) return { uv, python, version };
  rmSync(folder, { recursive: true, force: true });
  return undefined;
}

/** @returns whether it went well; what it has to say is printed */
export function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status } = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    // A registry that does not answer shall not hold anybody up for long.
    timeout: 180_000,
  });
  return status === 0;
}

export const hashOf = (...texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
