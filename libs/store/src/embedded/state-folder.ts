// Where the database's files lie: in the state folder, or outside it where its account cannot enter.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { chooseAccount, ownerOfCluster, type EmbeddedEnv } from './account.ts';
import { run, type Runner } from './command.ts';
import { createWhole, makeOpenFolder, readIfThere } from './files.ts';

/** In the state folder: the path of the folder outside it. */
const POINTER = 'database-folder';
/** In the folder outside: the path of the state folder it serves. */
const BELONGS_TO = 'belongs-to';

interface Place {
  readonly folder: string;
  readonly runner: Runner;
}

/** @param outside the parent of folders for state folders inside private home directories. */
export function placeState(stateDir: string, env: EmbeddedEnv, outside: string): Place {
  makeOpenFolder(stateDir);
  requireWritable(stateDir);
  const account = ownerOfCluster(stateDir) ?? chooseAccount(env);
  if (canEnter({ account, env }, stateDir)) return { folder: stateDir, runner: { account, env } };
  const folder = folderOutside(stateDir, outside);
  const runner = { account: ownerOfCluster(folder) ?? account, env };
  if (canEnter(runner, folder)) return { folder, runner };
  throw new Error(
    `The account that runs PostgreSQL (uid ${runner.account!.uid}) can enter neither ${stateDir} ` +
      `nor ${folder}: set DATA_DIR to a folder outside private directories, or set DATABASE_URL`,
  );
}

/** Where it was placed before; looks, and makes nothing. */
export function placeOf(stateDir: string): string {
  const known = readIfThere(join(stateDir, POINTER));
  return known && existsSync(known) && !servesAnother(known, stateDir) ? known : stateDir;
}

/** As a rule: first started with sudo, then without. */
function requireWritable(stateDir: string): void {
  try {
    accessSync(stateDir, constants.W_OK);
  } catch (error) {
    throw new Error(
      `${stateDir} can't be written to (${(error as Error).message}). If PausePoint ran here as ` +
        `root before, take the folder back: sudo chown -R "$USER" "${stateDir}"`,
      { cause: error },
    );
  }
}

const canEnter = (runner: Runner, folder: string): boolean =>
  !runner.account || run(runner, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder]).ok;

/** The same folder at every start; a new one for a new checkout, and for a copy of a checkout. */
function folderOutside(stateDir: string, outside: string): string {
  const pointer = join(stateDir, POINTER);
  const known = readIfThere(pointer);
  if (known && existsSync(known) && !servesAnother(known, stateDir)) {
    writeFileSync(join(known, BELONGS_TO), stateDir);
    return known;
  }
  rmSync(pointer, { force: true });
  makeOpenFolder(outside);
  const folder = mkdtempSync(join(outside, `${basename(dirname(stateDir))}-`));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, BELONGS_TO), stateDir);
  if (createWhole(pointer, folder)) return folder;
  rmSync(folder, { recursive: true }); // another start was quicker by a moment
  return readIfThere(pointer) ?? folderOutside(stateDir, outside);
}

/** Copied, not moved: the folder's first owner is still there and still points at it. */
function servesAnother(folder: string, stateDir: string): boolean {
  const owner = readIfThere(join(folder, BELONGS_TO));
  if (!owner || owner === stateDir) return false;
  return readIfThere(join(owner, POINTER)) === folder;
}
