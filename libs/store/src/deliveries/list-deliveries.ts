// The log of what was sent to webhooks, newest first, each with its tries.
import type { WebhookStatus } from '@pausepoint/core';
import type { Pool, PoolClient } from 'pg';
import { deliveryColumns, toDelivery, type AttemptRow, type DeliveryRow } from './delivery-row.ts';
import type { Scope } from '../records.ts';
import type { DeliveryFilter, DeliveryRecord } from '../webhooks/webhook-records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

type Filter = Exclude<keyof DeliveryFilter, 'developerId' | 'mode' | 'limit' | 'status'>;

/** Each filter that is given adds its condition; `?` becomes the number of its value. */
const conditions: Readonly<Record<Filter, string>> = {
  endpointId: 'd.endpoint_id = ?',
  pauseId: 'd.pause_id = ?',
  eventType: 'd.event_type = ?',
  id: 'd.id = ?',
  before: 'd.id < ?::uuid',
};
const filters = Object.keys(conditions) as Filter[];

/** Written out, since the indexes of those that wait and of those that are dead are partial. */
const statuses: Readonly<Record<WebhookStatus, string>> = {
  pending: 'd.next_attempt_at is not null',
  delivered: `d.status = 'delivered'`,
  dead: `d.status = 'dead'`,
};

/**
 * Every endpoint anything was ever sent to, deleted ones too: one step into the index for each. Its
 * deliveries are in order there, so the newest of all are among the newest of each.
 */
const endpointsAnd = (part: (whose: string) => string): string => `
  (with recursive e as (
    (select endpoint_id as id from delivery where developer_id = $1 and kind = 'webhook'
      and endpoint_id is not null order by endpoint_id limit 1)
    union all
    select (select d.endpoint_id from delivery d where d.developer_id = $1 and d.kind = 'webhook'
      and d.endpoint_id > e.id order by d.endpoint_id limit 1)
    from e where e.id is not null
  )
  select found.* from e cross join lateral (${part('d.endpoint_id = e.id')}) as found
    where e.id is not null)
  union all (${part('d.endpoint_id is null')})`;

/** @param on where to ask: a transaction that holds a lock sees what it has done */
export async function listDeliveries(
  store: Store,
  filter: DeliveryFilter,
  on: Pool | PoolClient = store.pool,
): Promise<DeliveryRecord[]> {
  const { developerId, mode, limit, status } = filter;
  const given = filters.filter((name) => filter[name] !== undefined);
  const wanted = [
    `d.developer_id = $1 and d.mode = $2 and d.kind = 'webhook'`,
    ...(status ? [statuses[status]] : []),
    ...given.map((name, i) => conditions[name].replaceAll('?', `$${i + 4}`)),
  ].join(' and ');
  const part = (whose: string): string => `select d.* from delivery d
    where ${wanted} and ${whose} order by d.id desc limit $3`;
  // Those that wait are few, and have an index of their own; a pause has few, and they lie together.
  const few = filter.pauseId !== undefined || status === 'pending';
  const direct = few || filter.endpointId !== undefined;
  const statement = {
    name: `list-deliveries-${status ?? 'any'}-${given.map((name) => filters.indexOf(name)).join('')}`,
    text: `with d as materialized (${
      direct
        ? `select d.* from delivery d where ${wanted}${few ? '' : ' order by d.id desc limit $3'}`
        : endpointsAnd(part)
    })
      select ${deliveryColumns} from d order by d.id desc limit $3`,
  };
  const values = [developerId, mode, limit, ...given.map((name) => filter[name])];
  const rows = await run<DeliveryRow>(on, statement, values);
  const tries = await attemptsOf(on, developerId, rows);
  return rows.map((row) => toDelivery(row, tries.get(row.id) ?? []));
}

/** @param of.pauseId where it is known, it is found at once */
export async function findDelivery(
  store: Store,
  of: Scope & { readonly id: string; readonly pauseId?: string },
  on?: Pool | PoolClient,
): Promise<DeliveryRecord | undefined> {
  const [found] = await listDeliveries(store, { ...of, limit: 1 }, on);
  return found;
}

/** More than a schedule and a few times sent again; the newest count. */
const MOST_ATTEMPTS = 50;

const attempts = {
  name: 'list-attempts',
  text: `select tried.* from unnest($2::uuid[]) as k (id) cross join lateral (
      select a.delivery_id, a.attempt, a.at, a.duration_ms, a.status_code, a.response, a.error
      from attempt a where a.developer_id = $1 and a.delivery_id = k.id
      order by a.attempt desc limit ${MOST_ATTEMPTS}) as tried
    order by tried.delivery_id, tried.attempt`,
};

async function attemptsOf(
  on: Pool | PoolClient,
  developerId: string,
  rows: readonly DeliveryRow[],
): Promise<Map<string, AttemptRow[]>> {
  const ids = rows.map(({ id }) => id);
  const found = ids.length > 0 ? await run<AttemptRow>(on, attempts, [developerId, ids]) : [];
  return Map.groupBy(found, (row) => row.delivery_id);
}
