// Sends webhooks again on purpose: the same event, id and bytes, on a schedule that begins anew.
import { DomainError } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { findDelivery } from './list-deliveries.ts';
import type { Scope } from '../records.ts';
import type { DeliveryRecord } from '../webhooks/webhook-records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';
import { underWay } from './under-way.ts';

type Of = Scope & { readonly id: string };

const lock = {
  name: 'lock-delivery',
  text: `select from delivery d where d.developer_id = $1 and d.pause_id = $2 and d.id = $3 for update`,
};

/** After the lock: what came of a try that has just ended is seen. One under way is the new try. */
const again = {
  name: 'redeliver',
  text: `update delivery d set status = 'pending', retries_from = d.attempts,
      next_attempt_at = statement_timestamp(), updated_at = statement_timestamp()
    where d.developer_id = $1 and d.pause_id = $2 and d.id = $3 and not ${underWay('d')}`,
};

const erasure = {
  name: 'read-erasure',
  text: `select erased_at from pause_key
    where developer_id = $1 and pause_id = $2 and erased_at is not null`,
};

const endpoint = {
  name: 'read-endpoint-state',
  text: `select enabled from webhook_endpoint where developer_id = $1 and mode = $2 and id = $3`,
};

/** Undefined: there is no such delivery. Throws `webhook_disabled`. */
export async function redeliver(store: Store, of: Of): Promise<DeliveryRecord | undefined> {
  return transaction(store.pool, async (client) => {
    const found = await findDelivery(store, of, client);
    if (!found) return undefined;
    if (found.endpointId !== null && !(await isEnabled(client, of, found.endpointId))) {
      throw new DomainError('webhook_disabled', 'The webhook it went to was deleted.');
    }
    // A test is kept under its endpoint.
    const pauseId = found.pauseId ?? found.endpointId!;
    const key = [of.developerId, pauseId, of.id];
    await run(client, lock, key);
    const erased = await run(client, erasure, [of.developerId, pauseId]);
    if (erased.length > 0) throw new DomainError('personal_data_erased');
    await run(client, again, key);
    return findDelivery(store, { ...of, pauseId }, client);
  });
}

/** False: there is none. */
async function isEnabled(
  client: PoolClient,
  { developerId, mode }: Scope,
  id: string,
): Promise<boolean> {
  const [row] = await run<{ enabled: boolean }>(client, endpoint, [developerId, mode, id]);
  if (row && !row.enabled) throw disabled();
  return row !== undefined;
}

export const disabled = (): DomainError =>
  new DomainError('webhook_disabled', 'The webhook is disabled: enable it first.');

const BATCH = 1_000;
/** So that a flood of old ones does not stand before what others are about to be told. */
const APART = '5 milliseconds';

/** Never a test: whoever tested has had the answer. */
const batch = {
  name: 'redeliver-dead',
  text: `
with dead as materialized (
  select d.developer_id, d.pause_id, d.id from delivery d
  where d.developer_id = $1 and d.mode = $2 and d.endpoint_id = $3 and d.kind = 'webhook'
    and d.status = 'dead' and d.event_type <> 'webhook.test' and d.updated_at >= $4
    and d.updated_at <= coalesce($5, 'infinity'::timestamptz) and d.id > $6
    and not exists (select from pause_key k where k.developer_id = d.developer_id
      and k.pause_id = d.pause_id and k.erased_at is not null)
  order by d.id limit ${BATCH} for update skip locked
), placed as materialized (
  select *, row_number() over (order by id) as place from dead
), again as (
  update delivery d set status = 'pending', retries_from = d.attempts,
    next_attempt_at = statement_timestamp() + ($7 + p.place) * interval '${APART}',
    updated_at = statement_timestamp()
  from placed p
  where d.developer_id = p.developer_id and d.pause_id = p.pause_id and d.id = p.id
)
select count(*)::int as count, (select id from placed order by id desc limit 1) as last from placed`,
};

const FIRST = '00000000-0000-0000-0000-000000000000';

export interface DeadSince extends Of {
  /** Of those that died at this instant or later. */
  readonly since: Date;
  readonly until: Date | null;
}

/**
 * How many, the oldest first, a batch for a commit; undefined: there is no such endpoint. Throws
 * `webhook_disabled`.
 */
export async function redeliverDead(store: Store, of: DeadSince): Promise<number | undefined> {
  const { developerId, mode, id, since, until } = of;
  let total = 0;
  for (let after = FIRST; ;) {
    const done = await transaction(store.pool, async (client) => {
      if (!(await isEnabled(client, of, id))) return undefined;
      const values = [developerId, mode, id, since, until, after, total];
      const [row] = await run<{ count: number; last: string | null }>(client, batch, values);
      return row;
    });
    if (!done) return undefined;
    total += done.count;
    if (done.count < BATCH) return total;
    after = done.last!;
  }
}
