// An answer that lets one thing happen lets it happen once, however many wait for it.
import type { PauseKey, Scope } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/**
 * Kept beside the idempotency keys, as long as the pause. No caller's key begins like this one: theirs
 * hold no control characters.
 */
const use = {
  name: 'use-answer',
  text: `insert into idempotency (developer_id, mode, key, fingerprint, pause_id, created_at)
    values ($1::uuid, $2::text, $3::text, ''::bytea, $4::uuid, $5::timestamptz)
    on conflict do nothing returning true as used`,
};

/** True for exactly one of all who ask, on whichever process. */
export async function useAnswer(
  store: Store,
  { developerId, mode, pauseId, now }: Scope & PauseKey & { readonly now: Date },
): Promise<boolean> {
  const values = [developerId, mode, `\u0001used/${pauseId}`, pauseId, now];
  return (await run(store.pool, use, values)).length > 0;
}
