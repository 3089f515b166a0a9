// What follows when questions have failed for good: the next fallback at once, and where no way is
// left to reach anybody, word to the webhooks.
import type { Mode } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { nameOf } from '../settling/lock-pauses.ts';
import type { PauseKey } from '../records.ts';
import { run } from '../sql.ts';
import { webhookTargets } from '../webhooks/webhook-targets.ts';

export interface FailedQuestion extends PauseKey {
  readonly mode: Mode;
  /** The audit event that told of it. */
  readonly eventId: string;
  readonly eventAt: Date;
  /** What the event says, too: nobody is left to reach. */
  readonly unreachable: boolean;
}

/**
 * Every failure brings one fallback forward. The conditions are put so that the indexes of what is
 * due, on which a plan for young tables would settle, are of no use: rows are found by their keys.
 */
const follow = {
  name: 'after-failures',
  text: `
with f as materialized (
  select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::int[],
    $7::boolean[])
  as f (developer_id, mode, pause_id, event_id, event_at, failures, unreachable)
), pulled as (
  update delivery d set next_attempt_at = statement_timestamp()
  from f
  join pause p on p.developer_id = f.developer_id and p.mode = f.mode and p.id = f.pause_id
    and p.resolved_at is null
  cross join lateral (select w.id from delivery w
    where w.developer_id = f.developer_id and w.pause_id = f.pause_id and w.notice = 'question'
      and w.attempts = 0 and coalesce(w.next_attempt_at, '-infinity') > statement_timestamp()
    order by w.recipient_index limit f.failures) as waiting
  where d.developer_id = f.developer_id and d.pause_id = f.pause_id and d.id = waiting.id
    and d.attempts = 0
)
insert into delivery (developer_id, pause_id, id, kind, mode, status, next_attempt_at, event_id,
  event_type, event_at, endpoint_id, created_at, updated_at)
select f.developer_id, f.pause_id, new_id(f.event_at), 'webhook', f.mode, 'pending',
  statement_timestamp(), f.event_id, 'pause.notification_failed', f.event_at, target.endpoint_id,
  f.event_at, f.event_at
from f
join pause p on p.developer_id = f.developer_id and p.mode = f.mode and p.id = f.pause_id
cross join lateral (${webhookTargets({
    developerId: 'f.developer_id',
    mode: 'f.mode',
    eventType: `'pause.notification_failed'`,
    ownWebhook: 'p.webhook_url_sealed is not null',
  })}) as target
where f.unreachable`,
};

/** Under the pauses' locks, in a statement after the one that wrote the failures. */
export async function afterFailures(
  client: PoolClient,
  failed: readonly FailedQuestion[],
): Promise<void> {
  if (failed.length === 0) return;
  const pauses = new Map<string, FailedQuestion & { failures: number }>();
  for (const one of failed) {
    const before = pauses.get(nameOf(one));
    // The webhooks hear the very event that says so.
    const event = before?.unreachable ? before : one;
    pauses.set(nameOf(one), { ...event, failures: 1 + (before?.failures ?? 0) });
  }
  const all = [...pauses.values()];
  await run(client, follow, [
    all.map(({ developerId }) => developerId),
    all.map(({ mode }) => mode),
    all.map(({ pauseId }) => pauseId),
    all.map(({ eventId }) => eventId),
    all.map(({ eventAt }) => eventAt),
    all.map(({ failures }) => failures),
    all.map((one) => one.unreachable),
  ]);
}
