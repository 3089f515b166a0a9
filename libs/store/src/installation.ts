// The one row about this installation: whose SECRET_KEY it is sealed with, and its first account.
import { randomBytes } from 'node:crypto';
import { seal, unseal } from '@pausepoint/core';
import { countDevelopers } from './accounts/developers.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';

const claim = {
  name: 'claim-installation',
  text: `with claimed as (
      insert into installation as i (key_fingerprint) values ($1)
      on conflict (only_one) do update set key_fingerprint = excluded.key_fingerprint
        where i.key_fingerprint = $2
      returning key_fingerprint)
    select key_fingerprint from claimed union all select key_fingerprint from installation`,
};

/**
 * Writes the fingerprint of SECRET_KEY, or compares it with the one that is there. A changed one is
 * taken over from SECRET_KEY_PREVIOUS: all that was signed and sealed with that can still be read.
 */
export async function claimInstallation(store: Store): Promise<void> {
  const { fingerprint, previousFingerprint } = store.ring;
  const values = [fingerprint, previousFingerprint ?? null];
  const rows = await run<{ key_fingerprint: string }>(store.pool, claim, values);
  // Nothing at all: another process wrote it between our insert and our read.
  if (rows.length === 0) return claimInstallation(store);
  if (rows[0]!.key_fingerprint === fingerprint) return;
  throw new Error(
    'SECRET_KEY is not the one this database was set up with: links could not be checked and ' +
      'addresses not opened. Give every process the same SECRET_KEY as before; to change it, give ' +
      'the one before as SECRET_KEY_PREVIOUS.',
  );
}

const keepToken = {
  name: 'keep-setup-token',
  text: `update installation set setup_token_sealed = $1 where setup_token_sealed is null`,
};
const readToken = {
  name: 'read-setup-token',
  text: `select setup_token_sealed from installation`,
};

/** What the first account must show; the same for every process, null once that account exists. */
export async function setupToken(store: Store, _now: Date): Promise<string | null> {
  if ((await countDevelopers(store)) > 0) return null;
  const token = randomBytes(16).toString('base64url');
  await claimInstallation(store);
  await run(store.pool, keepToken, [seal(store.ring, 'seal-secret', token, BOUND_TO)]);
  const rows = await run<{ setup_token_sealed: Buffer }>(store.pool, readToken, []);
  return unseal(store.ring, 'seal-secret', rows[0]!.setup_token_sealed, BOUND_TO);
}

const BOUND_TO = 'installation/setup-token';
