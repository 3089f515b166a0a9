// A log as it lies there, place by place: the leaf, the event it should be of, and what has no place.
import type { AuditRow } from './list-audit.ts';
import type { Scope } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export type StoredEvent = Pick<
  AuditRow,
  'id' | 'type' | 'actor' | 'pause_id' | 'detail' | 'created_at'
>;

export interface Place {
  readonly sequence: number;
  /** Null, and the hash with it: nobody has a leaf here. */
  readonly eventId: string | null;
  readonly hash: Buffer | null;
  /** Undefined: it is gone. */
  readonly event: StoredEvent | undefined;
}

const read = {
  name: 'read-audit-places',
  text: `select s.at::float8 as sequence, l.event_id, l.hash, e.id, e.type, e.actor, e.pause_id,
      e.detail, e.created_at
    from generate_series($3::bigint, $4::bigint - 1) as s (at)
    left join lateral (select event_id, hash from audit_leaf where developer_id = $1 and mode = $2
      and sequence = s.at limit 1) l on true
    left join lateral (select * from audit_event where developer_id = $1 and mode = $2
      and id = l.event_id limit 1) e on true
    order by s.at`,
};

type Row = { sequence: number; event_id: string | null; hash: Buffer | null } & (
  StoredEvent | { id: null }
);

/** @param to not among them */
export async function readPlaces(
  store: Store,
  { developerId, mode }: Scope,
  from: number,
  to: number,
): Promise<Place[]> {
  const rows = await run<Row>(store.pool, read, [developerId, mode, from, to]);
  return rows.map(({ sequence, event_id: eventId, hash, ...event }) => ({
    ...{ sequence, eventId, hash },
    event: event.id === null ? undefined : event,
  }));
}

const archive = {
  name: 'archived-of-log',
  text: `select coalesce(max(ends_at), 0)::float8 as ends from audit_archive
    where developer_id = $1 and mode = $2`,
};

/** @returns the first place that may still be read */
export async function archivedOf(store: Store, { developerId, mode }: Scope): Promise<number> {
  const [row] = await run<{ ends: number }>(store.pool, archive, [developerId, mode]);
  return row!.ends;
}

/** Where the database was restored elsewhere, its numbers say nothing until that is sealed: see `takeUnsealed`. */
const added = {
  name: 'added-audit-event',
  text: `select e.id from audit_event e, audit_horizon h
    where e.developer_id = $1 and e.mode = $2 and e.id >= $3 and e.xid < h.xid
      and h.xid <= pg_snapshot_xmax(audit_snapshot())
      and not exists (select from audit_leaf l where l.developer_id = e.developer_id
        and l.mode = e.mode and l.event_id = e.id)
    order by e.id limit 1`,
};

/** The first event from that id on which sealing has passed, and which is in no leaf all the same. */
export async function findAdded(
  store: Store,
  { developerId, mode }: Scope,
  from: string,
): Promise<string | undefined> {
  const [row] = await run<{ id: string }>(store.pool, added, [developerId, mode, from]);
  return row?.id;
}
