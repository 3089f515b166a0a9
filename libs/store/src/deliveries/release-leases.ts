// Gives back deliveries that were claimed but not tried, so that another process may at once.
import type { Claim } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/**
 * Whoever gives a claim back will not try it, so its number may be handed out again. With a vendor's
 * word kept it stays `sending`: what comes on top must be kept beside it, not applied before it.
 */
const release = {
  name: 'release-leases',
  text: `
update delivery d set attempts = d.attempts - 1, next_attempt_at = statement_timestamp(),
  status = case when d.reported is not null then d.status
    when d.in_doubt then 'maybe_sent'
    when d.kind = 'notification' then 'queued' else 'pending' end,
  updated_at = statement_timestamp()
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[]) as c (developer_id, pause_id, id, attempt)
where d.developer_id = c.developer_id and d.pause_id = c.pause_id and d.id = c.id
  and d.attempts = c.attempt and d.next_attempt_at is not null
  and not exists (select from attempt a where a.developer_id = c.developer_id
    and a.delivery_id = c.id and a.attempt = c.attempt)`,
};

export async function releaseLeases(store: Store, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await run(store.pool, release, [
    claims.map((claim) => claim.developerId),
    claims.map((claim) => claim.pauseId),
    claims.map((claim) => claim.deliveryId),
    claims.map((claim) => claim.attempt),
  ]);
}
