// The feed: what the webhooks hear of, page by page, and nothing skipped however late it commits.
import type { WebhookEventType } from '@pausepoint/core';
import { asItWas } from '../deliveries/as-it-was.ts';
import { findToldRows } from '../pauses/find-pause.ts';
import { toPause } from '../pauses/pause-row.ts';
import type { PauseRecord, Scope } from '../records.ts';
import { isNews } from '../settling/settled-since.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface EventFilter extends Scope {
  readonly types?: readonly WebhookEventType[] | undefined;
  readonly runId?: string | undefined;
  readonly limit: number;
}

/** A place in the feed: the rest of a window between two snapshots, or where the next one begins. */
export interface FeedCursor {
  /** Null: at the beginning. */
  readonly since: string | null;
  /** Null: not read yet, up to whatever is visible then. */
  readonly until: string | null;
  readonly last: { readonly xid: string; readonly id: string } | null;
}

export interface FeedPage {
  /** Each with its pause as it stood when it happened. */
  readonly events: readonly {
    readonly event: { readonly id: string; readonly type: WebhookEventType; readonly at: Date };
    readonly pause: PauseRecord;
  }[];
  /** Always: the end of a feed is only its end so far. */
  readonly cursor: FeedCursor;
}

/**
 * A window holds what is visible in its `until` and was not in its `since`; while there is more of it
 * the next page stays in it, behind the last event, and the next window begins where this one ends.
 * So an event is told once, in the first window that sees it, and no slow transaction delays others.
 */
const page = (filtered: string) => `
select w.until::text, greatest(pg_snapshot_xmax($3::pg_snapshot), pg_snapshot_xmax($4::pg_snapshot))
    > pg_snapshot_xmax(audit_snapshot()) as ahead,
  (select json_agg(json_build_array(e.id, e.type, extract(epoch from e.created_at) * 1000,
      e.pause_id, e.xid::text) order by e.xid, e.id)
    from (select * from audit_event
      where developer_id = $1 and mode = $2 and ${isNews}
        and xid >= pg_snapshot_xmin(w.since) and xid < pg_snapshot_xmax(w.until)
        and (xid, id) > (coalesce($5::xid8, '0'), coalesce($6::uuid, lowest_id('epoch')))
        and not pg_visible_in_snapshot(xid, w.since) and pg_visible_in_snapshot(xid, w.until)
        ${filtered}
      order by xid, id limit $7) e) as events
from (select coalesce($3::pg_snapshot, '1:1:') as since,
  coalesce($4::pg_snapshot, audit_snapshot()) as until) w`;

const filters = {
  types: 'type = any (?::text[])',
  runId: `exists (select from pause p where p.developer_id = audit_event.developer_id
    and p.mode = audit_event.mode and p.id = audit_event.pause_id and p.run_id = ?)`,
};
const names = ['types', 'runId'] as const;

/** @param after null: from the oldest event on @returns undefined: no cursor of this database */
export async function eventsSince(
  store: Store,
  { developerId, mode, limit, ...wanted }: EventFilter,
  after: FeedCursor | null,
): Promise<FeedPage | undefined> {
  const given = names.filter((name) => wanted[name] !== undefined);
  const filtered = given.map((name, i) => ` and ${filters[name].replace('?', `$${i + 8}`)}`);
  const statement = { name: `events-since-${given.join('-')}`, text: page(filtered.join('')) };
  const last = after?.last;
  const [row] = await run<Row>(store.pool, statement, [
    ...[developerId, mode, after?.since, after?.until, last?.xid, last?.id],
    // One more than asked for tells whether the window goes on.
    limit + 1,
    ...given.map((name) => wanted[name]),
  ]);
  const { until, ahead, events: found } = row!;
  if (ahead) return undefined;
  const shown = (found ?? []).slice(0, limit);
  const [id, , , , xid] = shown.at(-1) ?? [];
  const more = id !== undefined && shown.length < found!.length;
  return {
    events: await withPauses(store, developerId, shown),
    cursor: more
      ? { since: after?.since ?? null, until, last: { xid: xid!, id } }
      : { since: until, until: null, last: null },
  };
}

/** Where the feed ends now: what comes after it is yet to happen. */
export async function endOfEvents(store: Store): Promise<FeedCursor> {
  const [row] = await run<{ since: string }>(store.pool, end, []);
  return { since: row!.since, until: null, last: null };
}

const end = { name: 'end-of-events', text: 'select audit_snapshot()::text as since' };

interface Row {
  until: string;
  /** Null: at the beginning. */
  ahead: boolean | null;
  events: EventRow[] | null;
}

type EventRow = [id: string, type: WebhookEventType, at: number, pauseId: string, xid: string];

async function withPauses(store: Store, developerId: string, events: readonly EventRow[]) {
  const rows = await findToldRows(
    store,
    events.map(([, , , pauseId]) => ({ developerId, pauseId })),
  );
  return events.map(([id, type, milliseconds, pauseId]) => {
    const at = new Date(milliseconds);
    const pause = asItWas(toPause(store.ring, rows.get(pauseId)!), at);
    return { event: { id, type, at }, pause };
  });
}
