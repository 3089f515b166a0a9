// Adds what edits a message that learnt only after its pause was settled where it can be edited.
import type { PoolClient } from 'pg';
import type { PauseKey } from '../records.ts';
import { run } from '../sql.ts';

const add = {
  name: 'add-outcomes',
  text: `
insert into delivery (developer_id, pause_id, id, kind, mode, status, next_attempt_at,
  recipient_index, notice, ref_sealed, created_at, updated_at)
select d.developer_id, d.pause_id, new_id(statement_timestamp()), 'notification', d.mode, 'queued',
  statement_timestamp(), d.recipient_index, 'outcome', d.ref_sealed, statement_timestamp(),
  statement_timestamp()
from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as k (developer_id, pause_id, id)
join delivery d on d.developer_id = k.developer_id and d.pause_id = k.pause_id and d.id = k.id
join pause p on p.developer_id = d.developer_id and p.mode = d.mode and p.id = d.pause_id
where p.status <> 'pending' and d.notice in ('question', 'reminder') and d.ref_sealed is not null`,
};

/** Under the pauses' locks: one still pending gets them from its settlement. */
export async function addOutcomes(
  client: PoolClient,
  messages: readonly (PauseKey & { readonly id: string })[],
): Promise<void> {
  if (messages.length === 0) return;
  await run(client, add, [
    messages.map(({ developerId }) => developerId),
    messages.map(({ pauseId }) => pauseId),
    messages.map(({ id }) => id),
  ]);
}
