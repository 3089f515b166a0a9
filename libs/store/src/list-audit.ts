// A page of the audit log, newest first, continued by the id of the last event.
import type { Actor, EventType } from '@pausepoint/core';
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
    text: `select id, type, actor, pause_id, detail, created_at from audit_event
      where ${wanted.join(' and ')} order by id desc limit $3`,
  };
  const values = [filter.developerId, filter.mode, filter.limit, ...given.map((n) => filter[n])];
  const rows = await run<Row>(store.pool, statement, values);
  return rows.map(toRecord);
}

interface Row {
  id: string;
  type: EventType;
  actor: Actor;
  pause_id: string | null;
  detail: Record<string, unknown>;
  created_at: Date;
}

const toRecord = ({ id, type, actor, pause_id, detail, created_at }: Row): AuditRecord => ({
  id,
  type,
  actor,
  detail,
  pauseId: pause_id,
  createdAt: created_at,
  sequence: null,
  leafHash: null,
});
