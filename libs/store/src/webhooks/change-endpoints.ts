// What tries show of webhook endpoints: failing, well again, or to be sent to no more.
import { endpointPatienceSeconds, idPrefixes, type EndpointChange } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import type { ChangedEndpoint, Claim } from '../deliveries/claim-records.ts';
import type { Report } from '../deliveries/record-attempts.ts';
import { run } from '../sql.ts';
import { underWay } from '../deliveries/under-way.ts';

/**
 * An account's, within a day. Its address may be somebody else's, and whoever answers 410 and enables
 * again could have them written to for ever.
 */
const MOST_MAILS = 10;

/** Why a delivery was not tried any more. */
export const WAS_DISABLED = 'the webhook was disabled';

/**
 * Locks the endpoints, in id order, before any delivery is written: so nobody who holds a delivery waits
 * for an endpoint. A change that another made unneeded in the meantime does nothing. Each owner is
 * written to; an account without one is a row too.
 */
const change = {
  name: 'change-endpoints',
  text: `
with c as materialized (
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $6::bytea[])
  as c (developer_id, id, becomes, reason, url_seal)
), locked as materialized (
  select e.developer_id, e.id, c.becomes, c.reason
  from c join webhook_endpoint e on e.developer_id = c.developer_id and e.id = c.id
  where e.enabled and e.url_sealed = c.url_seal and case c.becomes when 'well' then e.failing_since is not null
    when 'failing' then e.failing_since is null
    else c.reason = 'gone'
      or e.failing_since <= statement_timestamp() - $5::float8 * interval '1 second' end
  order by e.developer_id, e.id for update of e
), changed as (
  update webhook_endpoint e set
    failing_since = case l.becomes when 'well' then null
      else coalesce(e.failing_since, statement_timestamp()) end,
    enabled = l.becomes <> 'disabled',
    disabled_at = case l.becomes when 'disabled' then statement_timestamp() end,
    disabled_reason = l.reason
  from locked l where e.developer_id = l.developer_id and e.id = l.id
  returning e.developer_id, e.id, e.mode, e.enabled, e.failing_since, e.disabled_reason as reason
), disabled as materialized (
  select * from changed where not enabled
), told as (
  insert into audit_event (developer_id, mode, id, type, actor, detail, created_at)
  select developer_id, mode, new_id(statement_timestamp()), 'webhook.disabled', 'system',
    jsonb_build_object('webhook_id', '${idPrefixes.webhook}_' || id, 'reason', reason),
    statement_timestamp()
  from disabled
), owed as (
  select x.*, m.person_id, ${MOST_MAILS} < row_number() over (partition by x.developer_id)
    + (select count(*) from owner_mail o where o.developer_id = x.developer_id
      and o.id >= lowest_id(statement_timestamp() - interval '1 day') and o.status <> 'failed')
    as enough
  from disabled x left join membership m on m.developer_id = x.developer_id and m.role = 'owner'
), mailed as (
  insert into owner_mail (developer_id, id, kind, person_id, mode, webhook_id, reason, failing_since,
    status, next_attempt_at, last_error, created_at)
  select developer_id, new_id(statement_timestamp()), 'webhook_disabled', person_id, mode, id,
    reason, failing_since, case when enough then 'failed' else 'queued' end,
    case when not enough then statement_timestamp() end,
    case when enough then 'the owner has been written to often enough today' end,
    statement_timestamp()
  from owed
)
select developer_id as "developerId", id from disabled`,
};

/**
 * What others hold at this moment, or is older than any schedule, ends when it is next claimed; so does
 * what is being tried, once it has told what came of it: a receiver may have taken it.
 */
const end = {
  name: 'end-waiting-webhooks',
  text: `
update delivery d set status = 'dead', next_attempt_at = null, last_error = '${WAS_DISABLED}',
  updated_at = statement_timestamp()
from (select w.developer_id, w.pause_id, w.id
  from unnest($1::uuid[], $2::uuid[]) as x (developer_id, id)
  join delivery w on w.developer_id = x.developer_id and w.endpoint_id = x.id and w.kind = 'webhook'
    and w.id >= lowest_id(statement_timestamp() - interval '4 days')
  where w.next_attempt_at is not null and not ${underWay('w')} for update of w skip locked) as waiting
where d.developer_id = waiting.developer_id and d.pause_id = waiting.pause_id and d.id = waiting.id`,
};

export interface DisabledEndpoint {
  readonly developerId: string;
  readonly id: string;
}

/** Once the tries of those who hold them are written down: ends what still waits for these. */
export async function endWaiting(
  client: PoolClient,
  disabled: readonly DisabledEndpoint[],
): Promise<void> {
  if (disabled.length === 0) return;
  await run(client, end, [
    disabled.map(({ developerId }) => developerId),
    disabled.map(({ id }) => id),
  ]);
}

/**
 * Nothing is asked of the database unless a try has shown something new.
 * @returns what is disabled from now on
 */
export async function changeEndpoints(
  client: PoolClient,
  reports: readonly Report[],
): Promise<readonly DisabledEndpoint[]> {
  const changes = strongest(reports);
  if (changes.length === 0) return [];
  return run<DisabledEndpoint>(client, change, [
    changes.map(({ claim }) => claim.developerId),
    changes.map(({ endpoint }) => endpoint.id),
    changes.map(({ endpoint }) => endpoint.change.to),
    changes.map(({ endpoint }) => reasonOf(endpoint.change)),
    endpointPatienceSeconds,
    changes.map(({ endpoint }) => endpoint.urlSeal),
  ]);
}

interface Change {
  readonly claim: Claim;
  readonly endpoint: ChangedEndpoint;
}

/** Of several about one endpoint the one that counts: "never again", then any sign of life. */
function strongest(reports: readonly Report[]): Change[] {
  const found = new Map<string, Change>();
  for (const { claim, result } of reports) {
    const { endpoint } = result;
    if (!endpoint) continue;
    const known = found.get(endpoint.id);
    if (!known || rankOf(endpoint.change) > rankOf(known.endpoint.change)) {
      found.set(endpoint.id, { claim, endpoint });
    }
  }
  return [...found.values()];
}

const reasonOf = (one: EndpointChange): string | null =>
  one.to === 'disabled' ? one.reason : null;

const ranks = ['failing', 'disabled', 'well', 'gone'];
const rankOf = (one: EndpointChange): number =>
  ranks.indexOf(reasonOf(one) === 'gone' ? 'gone' : one.to);
