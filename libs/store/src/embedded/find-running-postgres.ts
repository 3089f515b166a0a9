// Finds the server that another process of ours runs on this folder, for whoever has but a question to ask it.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readIfThere } from './files.ts';
import { identify } from './process-identity.ts';
import { readPidFile } from './server-process.ts';
import { urlOf } from './socket-folder.ts';
import { placeOf } from './state-folder.ts';
import { until } from './until.ts';

/** How long a start may take that is under way just now. */
const PATIENCE_MS = 30_000;

/** @returns its address for `pg`; undefined: nobody runs one, so that it may be started */
export async function findRunningPostgres(stateDir: string): Promise<string | undefined> {
  const folder = placeOf(resolve(stateDir));
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const home = names.filter((name) => /^pg\d+$/.test(name)).find((name) => isOwned(folder, name));
  if (home === undefined) return undefined;
  const data = join(folder, home, 'data');
  const settled = (): boolean => !isOwned(folder, home) || readPidFile(data).ready;
  await until(settled, { withinMs: PATIENCE_MS });
  const { ready, sockets } = readPidFile(data);
  return isOwned(folder, home) && ready ? urlOf(sockets) : undefined;
}

/** By a process that lives: see `takeOwnership`. */
function isOwned(folder: string, home: string): boolean {
  const holder = readIfThere(join(folder, `${home}.lock`));
  return !!holder && identify(parseInt(holder)) === holder;
}
