// Forgets codes whose messages are out, or never will be: only their hashes stay.
import type { PoolClient } from 'pg';
import type { PauseKey } from '../records.ts';
import { run } from '../sql.ts';

const wipe = {
  name: 'wipe-codes',
  text: `
update proof_code c set code_sealed = null
from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as k (developer_id, pause_id, id)
join delivery d on d.developer_id = k.developer_id and d.pause_id = k.pause_id and d.id = k.id
  and d.notice = 'code' and d.next_attempt_at is null
where c.developer_id = d.developer_id and c.pause_id = d.pause_id
  and c.recipient_index = d.recipient_index and c.delivery_id = d.id`,
};

/** In the transaction that writes down how their tries ended; the others are left alone. */
export async function wipeCodes(
  client: PoolClient,
  messages: readonly (PauseKey & { readonly id: string })[],
): Promise<void> {
  if (messages.length === 0) return;
  await run(client, wipe, [
    messages.map(({ developerId }) => developerId),
    messages.map(({ pauseId }) => pauseId),
    messages.map(({ id }) => id),
  ]);
}
