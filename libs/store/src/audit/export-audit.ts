// The whole log, or what is wanted of it, oldest first: as it stood when somebody asked.
import { auditColumns, toAuditRecord, withLeaf, type AuditRow } from './list-audit.ts';
import { openAudit } from './open-audit.ts';
import { narrow } from './narrow-audit.ts';
import { recordEvent } from './record-event.ts';
import type { AuditRecord, AuditWish } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface AuditExport {
  /** Of the log, sealed events first in their order, then what is not sealed yet. */
  readonly pages: AsyncGenerator<readonly AuditRecord[], void, void>;
}

export interface ExportWish extends AuditWish {
  /** What the log says about the export, beside how far it was sealed. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

/** Where an export ends: what happens while it is read belongs to the next one. */
interface End {
  /** Where it begins: of what was before, something is archived. */
  readonly first: number;
  readonly size: number;
  /** Whatever is not sealed was written by this transaction or a later one. */
  readonly horizon: string;
  readonly snapshot: string;
  /** The horizon is of another cluster, and says nothing: see `takeUnsealed`. */
  readonly restored: boolean;
}

const end = {
  name: 'end-of-audit-log',
  text: `select coalesce((select max(a.ends_at) from audit_archive a
        where a.developer_id = $1 and a.mode = $2), 0)::float8 as first,
      coalesce(l.size, 0)::float8 as size, h.xid::text as horizon,
      audit_snapshot()::text as snapshot, h.xid > pg_snapshot_xmax(audit_snapshot()) as restored
    from audit_horizon h left join audit_log l on l.developer_id = $1 and l.mode = $2`,
};

/** Rows of a page at most; a page is all that is ever in memory. */
const PAGE = 1_000;

/** Recorded in the log before the first event leaves. */
export async function exportAudit(store: Store, wish: ExportWish): Promise<AuditExport> {
  const { developerId, mode, told, now } = wish;
  const [found] = await run<End>(store.pool, end, [developerId, mode]);
  await recordEvent(store.orm.em.fork(), {
    ...{ developerId, mode, now, type: 'audit.exported' },
    detail: { ...told, checkpoint_size: found!.size },
  });
  const pages = wish.pauseId === undefined ? all(store, wish, found!) : ofPause(store, wish);
  return { pages: opened(store, developerId, pages) };
}

async function* opened(store: Store, developerId: string, pages: AsyncIterable<AuditRow[]>) {
  for await (const rows of pages) {
    if (rows.length > 0) yield await openAudit(store, developerId, rows.map(toAuditRecord));
  }
}

async function* all(store: Store, wish: ExportWish, until: End) {
  for (let from = until.first; from < until.size; from += PAGE) {
    yield sealed(store, wish, from, Math.min(from + PAGE, until.size));
  }
  for (let last: string | null = null; ;) {
    const rows: AuditRow[] = await unsealed(store, wish, until, last);
    yield rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.id;
  }
}

/** So many places of the log, however few of them are wanted: no page takes long. */
function sealed(store: Store, wish: ExportWish, from: number, to: number): Promise<AuditRow[]> {
  const { given, wanted, values } = narrow(wish, 5);
  const statement = {
    name: `export-sealed-${given}`,
    text: `select ${auditColumns} from audit_leaf l
      cross join lateral (select * from audit_event where developer_id = l.developer_id
        and mode = l.mode and id = l.event_id ${wanted} limit 1) e
      where l.developer_id = $1 and l.mode = $2 and l.sequence >= $3 and l.sequence < $4
      order by l.sequence`,
  };
  return run<AuditRow>(store.pool, statement, [
    ...[wish.developerId, wish.mode, from, to],
    ...values,
  ]);
}

/** What was sealed since then counts as it was: an export has one end. */
const asUnsealed = `e.id, e.type, e.actor, e.pause_id, e.detail, e.created_at,
  null::float8 as sequence, null::bytea as leaf_hash`;

function unsealed(
  store: Store,
  wish: ExportWish,
  { size, horizon, snapshot, restored }: End,
  last: string | null,
): Promise<AuditRow[]> {
  const { given, wanted, values } = narrow(wish, 8);
  const seen = restored
    ? '$5::xid8 is not null and $6::pg_snapshot is not null'
    : // The upper bound is always true of what is visible; it tells the planner that the range is small.
      `xid >= $5::xid8 and xid < pg_snapshot_xmax($6::pg_snapshot)
        and pg_visible_in_snapshot(xid, $6::pg_snapshot)`;
  const statement = {
    name: `export-unsealed-${restored ? 'restored-' : ''}${given}`,
    text: `with e as materialized (select * from audit_event where developer_id = $1 and mode = $2
        and id > coalesce($3::uuid, lowest_id('epoch')) and ${seen} ${wanted})
      select ${asUnsealed} from e where not exists (select from audit_leaf l
        where l.developer_id = $1 and l.mode = $2 and l.event_id = e.id and l.sequence < $4)
      order by e.id limit $7`,
  };
  return run<AuditRow>(store.pool, statement, [
    ...[wish.developerId, wish.mode, last, size, horizon, snapshot, PAGE],
    ...values,
  ]);
}

/** Its events lie together, and are few. */
async function* ofPause(store: Store, wish: ExportWish) {
  const { given, wanted, values } = narrow(wish, 3);
  const statement = {
    name: `export-pause-${given}`,
    text: `select ${auditColumns} from (select * from audit_event
        where developer_id = $1 and mode = $2 ${wanted}) e ${withLeaf}
      order by l.sequence nulls last, e.id`,
  };
  const { developerId, mode } = wish;
  yield run<AuditRow>(store.pool, statement, [developerId, mode, ...values]);
}
