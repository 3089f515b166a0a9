// How tests seal what they wrote, and read the leaves it became.
import { formatId, readSigningKey, signCheckpoint } from '@pausepoint/core';
import { sealEvents, type Sealed } from '../audit/seal-events.ts';
import type { Scope } from '../records.ts';
import type { Store } from '../store.ts';

export const originOf = ({ developerId, mode }: Scope): string =>
  `pause.example/audit/${formatId('developer', developerId)}/${mode}`;

export const seal = (store: Store, limit = 1_000): Promise<Sealed> => {
  const key = readSigningKey(store.ring);
  const sign = (checkpoint: Parameters<typeof signCheckpoint>[1]) =>
    signCheckpoint(key, checkpoint);
  return sealEvents(store, { limit, originOf, sign });
};

export async function sealAll(store: Store, limit?: number): Promise<number> {
  let all = 0;
  for (;;) {
    const { events, more } = await seal(store, limit);
    all += events;
    if (!more) return all;
  }
}

/** Until all of it is sealed: transactions elsewhere in the cluster may hold it up for a moment. */
export async function sealWhole(store: Store, scope: Scope, limit?: number): Promise<void> {
  const missing = `select 1 from audit_event e where developer_id = $1 and mode = $2 and not exists
    (select from audit_leaf l where l.developer_id = $1 and l.mode = $2 and l.event_id = e.id)`;
  const { developerId, mode } = scope;
  do await sealAll(store, limit);
  while ((await store.pool.query(missing, [developerId, mode])).rowCount! > 0);
}

export const live = (developerId: string): Scope => ({ developerId, mode: 'live' });

/** The leaves as they are kept, in order. */
export async function leavesOf(store: Store, { developerId, mode }: Scope) {
  const { rows } = await store.pool.query<{ event_id: string; hash: Buffer; sequence: string }>(
    `select event_id, hash, sequence from audit_leaf where developer_id = $1 and mode = $2
     order by sequence`,
    [developerId, mode],
  );
  return rows;
}

/** Events of no pause: a developer's id, and how many. */
export const insertEvents = `insert into audit_event (developer_id, mode, id, type, actor, detail, created_at)
  select $1, 'live', new_id(now()), 'api_key.created', 'developer', '{}', now()
  from generate_series(1, $2)`;
