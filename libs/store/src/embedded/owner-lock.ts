// One living owner per database: a file that names its process; a dead owner's file is taken over.
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createWhole, readIfThere } from './files.ts';
import { identify } from './process-identity.ts';

/** Takes the lock or throws an Error that names its holder. The answer gives it back. */
export function takeOwnership(file: string): () => void {
  const me = identify(process.pid)!;
  // More turns than one only when others are starting at this very moment.
  for (let turn = 0; turn < 20; turn++) {
    if (createWhole(file, me)) return () => giveBack(file, me);
    const holder = readIfThere(file);
    if (holder === undefined) continue;
    if (holder !== '' && identify(parseInt(holder)) === holder) refuse(file, holder);
    removeStale(file, holder);
  }
  throw new Error(`${file} keeps changing hands: start once more`);
}

function refuse(file: string, holder: string): never {
  const pid = parseInt(holder);
  const who = pid === process.pid ? 'this process already' : `another PausePoint (process ${pid})`;
  throw new Error(
    `The database in ${dirname(file)} is in use by ${who}: stop that one first, or give this one ` +
      'a DATA_DIR (and PORT) of its own, or let both share a PostgreSQL with DATABASE_URL',
  );
}

/** By rename, so that of two that found the same dead owner only one removes its file. */
function removeStale(file: string, holder: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  try {
    // What we moved may be a lock that was taken since we read it: put it back.
    if (readFileSync(aside, 'utf8') !== holder) linkSync(aside, file);
  } catch {
    // A third one holds the lock now; the next turn says so.
  } finally {
    rmSync(aside, { force: true });
  }
}

function giveBack(file: string, me: string): void {
  if (readIfThere(file) === me) rmSync(file, { force: true });
}
