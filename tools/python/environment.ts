// A group's virtual environment: made once of its lock, in the user's cache.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Group } from './groups.ts';
import { cache, hashOf, run, type Installer } from './installer.ts';

/** Undefined where the packages can't be had. */
export function environment(
  { uv, python, version }: Installer,
  { name, folder }: Group,
): string | undefined {
  const lock = join(folder, 'requirements.txt');
  const made = join(cache, `${name}-${hashOf(python, version, readFileSync(lock, 'utf8'))}`);
  const stamp = join(made, 'complete');
  if (existsSync(stamp)) return made;
  const began = performance.now();
  console.log(`Installing what ${name} is tested with …`);
  const sync = ['pip', 'sync', '-q', '--require-hashes', '--python', join(made, 'bin/python')];
  const ok =
    run(uv, ['venv', '-q', '--clear', '--python', python, made], uvSettings()) &&
    run(uv, [...sync, lock], uvSettings());
  if (!ok) return undefined;
  writeFileSync(stamp, '');
  console.log(`… ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  return made;
}

/** Packages come from where this machine's pip has them. */
export function uvSettings(): NodeJS.ProcessEnv {
  const index = process.env['UV_DEFAULT_INDEX'] ?? process.env['PIP_INDEX_URL'];
  return {
    UV_HTTP_RETRIES: '1',
    UV_HTTP_TIMEOUT: '60',
    UV_NO_PROGRESS: '1',
    UV_PYTHON_DOWNLOADS: 'never',
    ...(index !== undefined && { UV_DEFAULT_INDEX: index }),
  };
}
