// Whether the code somebody typed is the one that was sent to this link's recipient.
import { timingSafeEqual } from 'node:crypto';
import { hashCode, type LinkKey, MOST_TRIES, MOST_WRONG } from './proof-code.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface CodeTry extends LinkKey {
  readonly code: string;
  readonly now: Date;
}

/** `over`: no code is open any more, for its time or its tries are used up; it takes a new one. */
export type CodeVerdict = 'right' | 'wrong' | 'over';

/**
 * A wrong try is counted by the statement that looks, so that none of many at once is free. Hashes
 * keyed with what nobody outside knows tell nothing by the time it takes to compare them.
 */
const attempt = {
  name: 'check-code',
  text: `
update proof_code set tries = tries + (code_hash <> all ($4::bytea[]))::int,
  wrong = wrong + (code_hash <> all ($4::bytea[]))::int
where developer_id = $1 and pause_id = $2 and recipient_index = $3
  and expires_at > $5 and tries < ${MOST_TRIES} and wrong < ${MOST_WRONG}
returning code_hash as hash`,
};

/** Right as often as it is asked while the code is open: what it opens happens once by itself. */
export async function checkCode(store: Store, one: CodeTry): Promise<CodeVerdict> {
  const { developerId, pauseId, recipientIndex, code, now } = one;
  // One sealed before the secret changed is still known.
  const hashes = store.ring.keys('hash-code').map((key) => hashCode(key, one, code));
  const [open] = await run<{ hash: Buffer }>(store.pool, attempt, [
    developerId,
    pauseId,
    recipientIndex,
    hashes,
    now,
  ]);
  if (!open) return 'over';
  const right = hashes.map((hash) => timingSafeEqual(hash, open.hash));
  return right.includes(true) ? 'right' : 'wrong';
}
