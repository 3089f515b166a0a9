// The events to be sealed next, in an order in which none can be missed: that of transactions no
// older than which is still at work.
import type { Actor, EventType, Mode } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { run } from '../sql.ts';

export interface UnsealedEvent {
  readonly developer_id: string;
  readonly mode: Mode;
  readonly id: string;
  readonly type: EventType;
  readonly actor: Actor;
  readonly pause_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
  readonly xid: string;
}

export interface Unsealed {
  readonly events: readonly UnsealedEvent[];
  /** What is to be kept as the horizon once they are sealed. */
  readonly horizon: string;
  /** There is more than was asked for. */
  readonly more: boolean;
}

/** Whoever holds this row seals; another finds nothing to do. `restored`: see `orphans`. */
const take = {
  name: 'take-audit-horizon',
  text: `select xid::text as from, pg_snapshot_xmin(audit_snapshot())::text as to,
      xid > pg_snapshot_xmax(audit_snapshot()) as restored
    from audit_horizon for update skip locked`,
};

const columns = `e.developer_id, e.mode, e.id, e.type, e.actor, e.pause_id, e.detail, e.created_at,
  e.xid::text as xid`;

/** A transaction is sealed as a whole: of the last one all is taken, however many were asked for. */
const within = {
  name: 'unsealed-events',
  text: `select ${columns} from (select * from audit_event
      where xid >= $1::xid8 and xid < $2::xid8
      order by xid fetch first ($3::int) rows with ties) as e
    order by e.xid, e.id`,
};

/**
 * A database that was dumped and restored counts its transactions anew, and events remember numbers
 * that may still be to come. Once, then, whatever has no leaf is sealed, by whichever transaction.
 */
const orphans = {
  name: 'orphaned-events',
  text: `select ${columns} from audit_event e
    where (e.xid < $1::xid8 or e.xid >= pg_snapshot_xmax(audit_snapshot()))
      and not exists (select from audit_leaf l where l.developer_id = e.developer_id
        and l.mode = e.mode and l.event_id = e.id)
    order by e.xid, e.id limit $2`,
};

/** Undefined: somebody else is at it. */
export async function takeUnsealed(
  client: PoolClient,
  limit: number,
): Promise<Unsealed | undefined> {
  const [range] = await run<{ from: string; to: string; restored: boolean }>(client, take, []);
  if (!range) return undefined;
  const { from, to, restored } = range;
  if (restored) {
    const events = await run<UnsealedEvent>(client, orphans, [to, limit]);
    const more = events.length === limit;
    return { events, horizon: more ? from : to, more };
  }
  const events = await run<UnsealedEvent>(client, within, [from, to, limit]);
  const more = events.length >= limit;
  return { events, horizon: more ? after(events.at(-1)!.xid) : to, more };
}

const after = (xid: string): string => String(BigInt(xid) + 1n);

const keep = {
  name: 'keep-audit-horizon',
  text: 'update audit_horizon set xid = $1::xid8 where xid <> $1::xid8',
};

export async function keepHorizon(client: PoolClient, horizon: string): Promise<void> {
  await run(client, keep, [horizon]);
}
