// The folder of the server's unix socket, private to its account and short enough for the system.
import { lchownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { ROLE } from './cluster.ts';

/** A socket's path holds at most 107 bytes on Linux and 103 on macOS. */
const LONGEST = 100;
export const SOCKET = '.s.PGSQL.5432';

interface SocketFolder {
  readonly folder: string;
  remove(): void;
}

export function makeSocketFolder(home: string, account: Account | undefined): SocketFolder {
  const usual = join(home, 'run');
  const fits = Buffer.byteLength(join(usual, `${SOCKET}.lock`)) <= LONGEST;
  const folder = fits ? usual : mkdtempSync(join(tmpdir(), 'pausepoint-'));
  makePrivateFolder(folder, account);
  return {
    folder,
    remove: () => {
      if (!fits) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** For `pg`: the folder is in the query, so there is no port that others could reach. */
export function urlOf(sockets: string): string {
  const url = new URL(`postgresql://${ROLE}@localhost:5432/postgres`);
  url.searchParams.set('host', sockets);
  return url.href;
}

export function makePrivateFolder(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) lchownSync(folder, account.uid, account.gid);
}
