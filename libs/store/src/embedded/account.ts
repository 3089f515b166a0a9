// Which account runs the server: our own, or as root an unprivileged one, for PostgreSQL refuses root.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The variables that steer the embedded server, as `main.ts` found them. */
export type EmbeddedEnv = Readonly<Record<string, string | undefined>>;

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export const isRoot = (): boolean => process.getuid?.() === 0;

/** Undefined: whoever we are. Accounts are never created, only chosen. */
export function chooseAccount(env: EmbeddedEnv): Account | undefined {
  if (!isRoot()) return undefined;
  const sudoUid = Number(env['SUDO_UID']);
  if (sudoUid > 0) return { uid: sudoUid, gid: Number(env['SUDO_GID'] ?? sudoUid) };
  for (const name of [env['EMBEDDED_PG_USER'], 'postgres', 'nobody']) {
    const account = name ? lookUp(name) : undefined;
    if (account) return account;
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and this machine has no unprivileged account to give it ' +
      '(postgres, nobody): set EMBEDDED_PG_USER, start as another user, or set DATABASE_URL',
  );
}

/** An existing cluster keeps the owner it has. */
export function ownerOfCluster(stateDir: string): Account | undefined {
  if (!isRoot() || !existsSync(stateDir)) return undefined;
  for (const name of readdirSync(stateDir).filter((entry) => /^pg\d+$/.test(entry))) {
    const data = statSync(join(stateDir, name, 'data'), { throwIfNoEntry: false });
    if (data && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  }
  return undefined;
}

function lookUp(name: string): Account | undefined {
  const id = (flag: string): number => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : 0;
  };
  const account = { uid: id('-u'), gid: id('-g') };
  return account.uid > 0 && account.gid > 0 ? account : undefined;
}
