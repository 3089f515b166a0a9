// Records that a link was opened, at most once per link and ten minutes.
import { newId } from '@pausepoint/core';
import type { PauseKey } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/**
 * Reading comes first, so that a reloaded page writes nothing at all; of simultaneous first views one
 * gets the row and the others find it fresh.
 */
const view = {
  name: 'record-view',
  text: `
with viewed as (
  insert into pause_view as v (developer_id, pause_id, recipient_index, viewed_at)
  select $1::uuid, $2::uuid, $3::smallint, $4::timestamptz
  where not exists (select from pause_view f where f.developer_id = $1::uuid
    and f.pause_id = $2::uuid and f.recipient_index = $3::smallint
    and f.viewed_at > $4::timestamptz - interval '10 minutes')
  on conflict (developer_id, pause_id, recipient_index) do update set viewed_at = excluded.viewed_at
    where v.viewed_at <= excluded.viewed_at - interval '10 minutes'
  returning true
)
insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
select p.developer_id, p.mode, $5::uuid, 'pause.viewed', 'human', p.id, $6::jsonb, $4::timestamptz
from pause p
where p.developer_id = $1::uuid and p.mode in ('live', 'test') and p.id = $2::uuid
  and exists (select from viewed)`,
};

export interface View extends PauseKey {
  /** Null: the caller's own link. */
  readonly recipientIndex: number | null;
  /** It looks like a scanner or a preview. */
  readonly automated: boolean;
  readonly now: Date;
}

export async function recordView(store: Store, of: View): Promise<void> {
  const { recipientIndex, automated } = of;
  await run(store.pool, view, [
    of.developerId,
    of.pauseId,
    recipientIndex ?? -1,
    of.now,
    newId(of.now),
    JSON.stringify({ recipient_index: recipientIndex, automated }),
  ]);
}
