// A page of the audit log, newest first, continued by the id of the last event; commitments opened.
import type { Actor, EventType } from '@pausepoint/core';
import { openAudit } from './open-audit.ts';
import type { AuditFilter, AuditRecord } from './records.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';
import { madeAfter, madeBefore } from './time-of-id.ts';

type Filter = Exclude<keyof AuditFilter, 'developerId' | 'mode' | 'limit'>;

/** Each filter that is given adds its condition; `?` becomes the number of its value. */
const conditions: Readonly<Record<Filter, string>> = {
  pauseId: 'pause_id = ?',
  eventType: 'type = ?',
  actor: 'actor = ?',
  from: `created_at >= ? and ${madeAfter('id', '?')}`,
  to: `created_at < ? and ${madeBefore('id', '?')}`,
  after: 'id < ?',
};
const filters = Object.keys(conditions) as Filter[];

export async function listAudit(store: Store, filter: AuditFilter): Promise<AuditRecord[]> {
  const given = filters.filter((name) => filter[name] !== undefined);
  const wanted = [
    'developer_id = $1 and mode = $2',
    ...given.map((name, i) => conditions[name].replaceAll('?', `$${i + 4}`)),
  ];
  const statement = {
    name: `list-audit-${given.join('-')}`,
    text: `select ${auditColumns} from (select * from audit_event
        where ${wanted.join(' and ')} order by id desc limit $3) e ${withLeaf} order by e.id desc`,
  };
  const values = [filter.developerId, filter.mode, filter.limit, ...given.map((n) => filter[n])];
  const rows = await run<AuditRow>(store.pool, statement, values);
  return openAudit(store, filter.developerId, rows.map(toAuditRecord));
}

/** Of event `e` and its leaf `l`. */
export const auditColumns = `e.id, e.type, e.actor, e.pause_id, e.detail, e.created_at,
  l.sequence::float8 as sequence, l.hash as leaf_hash`;

const withLeaf = `left join audit_leaf l
  on l.developer_id = e.developer_id and l.mode = e.mode and l.event_id = e.id`;

export interface AuditRow {
  id: string;
  type: EventType;
  actor: Actor;
  pause_id: string | null;
  detail: Record<string, unknown>;
  created_at: Date;
  sequence: number | null;
  leaf_hash: Buffer | null;
}

export const toAuditRecord = (row: AuditRow): AuditRecord => ({
  id: row.id,
  type: row.type,
  actor: row.actor,
  detail: row.detail,
  pauseId: row.pause_id,
  createdAt: row.created_at,
  sequence: row.sequence,
  leafHash: row.leaf_hash,
});
