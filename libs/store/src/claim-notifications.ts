// Takes notifications that are due, for the length of a lease.
import type { ChannelName, Mode } from '@pausepoint/core';
import { findPauses } from './find-pause.ts';
import type { NotificationClaim } from './records.ts';
import { unsealReach } from './sealing.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';

export interface ClaimOptions {
  readonly limit: number;
  /** Whoever has not recorded the outcome by then has lost the delivery to the next claim. */
  readonly leaseSeconds: number;
}

const claim = {
  name: 'claim-notifications',
  text: `
with due as materialized (
  select developer_id, pause_id, id from delivery
  where kind = 'notification' and next_attempt_at <= statement_timestamp()
  order by next_attempt_at limit $1 for update skip locked
)
update delivery d set attempts = d.attempts + 1, status = 'sending',
  next_attempt_at = statement_timestamp() + $2::float8 * interval '1 second',
  updated_at = statement_timestamp()
from due join pause_recipient r on r.developer_id = due.developer_id and r.pause_id = due.pause_id
where d.developer_id = due.developer_id and d.pause_id = due.pause_id and d.id = due.id
  and r.recipient_index = d.recipient_index
returning d.developer_id, d.pause_id, d.id, d.mode, d.attempts, r.recipient_index, r.channel,
  r.sealed`,
};

interface Row {
  developer_id: string;
  pause_id: string;
  id: string;
  mode: Mode;
  attempts: number;
  recipient_index: number;
  channel: ChannelName;
  sealed: Buffer;
}

export async function claimNotifications(
  store: Store,
  { limit, leaseSeconds }: ClaimOptions,
): Promise<NotificationClaim[]> {
  const rows = await run<Row>(store.pool, claim, [limit, leaseSeconds]);
  const keys = rows.map((row) => ({ developerId: row.developer_id, pauseId: row.pause_id }));
  const pauses = await findPauses(store, keys);
  return rows.map((row) => {
    const of = {
      developerId: row.developer_id,
      pauseId: row.pause_id,
      index: row.recipient_index,
    };
    return {
      developerId: of.developerId,
      deliveryId: row.id,
      kind: 'notification',
      mode: row.mode,
      pauseId: of.pauseId,
      attempt: row.attempts,
      pause: pauses.get(of.pauseId)!,
      recipientIndex: of.index,
      channel: row.channel,
      ...unsealReach(store.ring, of, row.sealed),
    };
  });
}
