// What owners are told by mail: taken with a lease, and written down under the try's number.
import type { DisabledReason, Mode } from '@pausepoint/core';
import { unsealSecret } from '../sealing.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/** A mail taken for a while; `attempt` (1 …) is the fencing token. */
export interface OwnerMailClaim {
  readonly developerId: string;
  readonly id: string;
  readonly attempt: number;
  readonly mode: Mode;
  /** Null: there is nobody who could be written to. */
  readonly email: string | null;
  readonly webhookId: string;
  /** Null: the webhook was deleted meanwhile. */
  readonly url: string | null;
  readonly reason: DisabledReason;
  /** Since when there was no success. */
  readonly failingSince: Date;
  readonly disabledAt: Date;
}

export interface OwnerMailResult {
  readonly status: 'queued' | 'sent' | 'failed';
  /** Milliseconds until the next try; null when there is none. */
  readonly nextInMilliseconds: number | null;
  readonly error: string | null;
}

const claim = {
  name: 'claim-owner-mail',
  text: `
with due as materialized (
  select developer_id, id from owner_mail where next_attempt_at <= statement_timestamp()
  order by next_attempt_at limit $1 for update skip locked
), claimed as (
  update owner_mail m set attempts = m.attempts + 1,
    next_attempt_at = statement_timestamp() + $2::float8 * interval '1 second'
  from due where m.developer_id = due.developer_id and m.id = due.id
  returning m.*
)
select c.developer_id as "developerId", c.id, c.attempts as attempt, c.mode, p.email,
  c.webhook_id as "webhookId", c.reason, coalesce(c.failing_since, c.created_at) as "failingSince",
  c.created_at as "disabledAt", e.url_sealed as sealed
from claimed c left join person p on p.id = c.person_id
left join webhook_endpoint e on e.developer_id = c.developer_id and e.id = c.webhook_id`,
};

type Row = Omit<OwnerMailClaim, 'url'> & { readonly sealed: Buffer | null };

export async function claimOwnerMail(
  { pool, ring }: Store,
  { limit, leaseSeconds }: { readonly limit: number; readonly leaseSeconds: number },
): Promise<OwnerMailClaim[]> {
  const rows = await run<Row>(pool, claim, [limit, leaseSeconds]);
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    url: sealed && unsealSecret(ring, row.developerId, `webhook/${row.webhookId}/url`, sealed),
  }));
}

const record = {
  name: 'record-owner-mail',
  text: `
update owner_mail set status = $4, last_error = $6,
  next_attempt_at = statement_timestamp() + $5::float8 * interval '1 millisecond'
where developer_id = $1 and id = $2 and attempts = $3`,
};

/** Whoever comes late, after the lease, changes nothing. */
export async function recordOwnerMail(
  { pool }: Store,
  { developerId, id, attempt }: OwnerMailClaim,
  { status, nextInMilliseconds, error }: OwnerMailResult,
): Promise<void> {
  await run(pool, record, [developerId, id, attempt, status, nextInMilliseconds, error]);
}
