// A page of the audit log, newest first, continued by the id of the last event; commitments opened.
import type { Actor, EventType } from '@pausepoint/core';
import { openAudit } from './open-audit.ts';
import type { AuditFilter, AuditRecord, Scope } from '../records.ts';
import { narrow } from './narrow-audit.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export async function listAudit(store: Store, filter: AuditFilter): Promise<AuditRecord[]> {
  const { given, wanted, values } = narrow(filter, 4);
  const statement = {
    name: `list-audit-${given}`,
    text: `select ${auditColumns} from (select * from audit_event
        where developer_id = $1 and mode = $2 ${wanted} order by id desc limit $3) e ${withLeaf}
      order by e.id desc`,
  };
  const { developerId, mode, limit } = filter;
  const rows = await run<AuditRow>(store.pool, statement, [developerId, mode, limit, ...values]);
  return openAudit(store, developerId, rows.map(toAuditRecord));
}

/** Of event `e` and its leaf `l`. */
export const auditColumns = `e.id, e.type, e.actor, e.pause_id, e.detail, e.created_at,
  l.sequence::float8 as sequence, l.hash as leaf_hash`;

/** Lateral and limited: one step into the index for each event, never a join of whole tables. */
export const withLeaf = `left join lateral (select sequence, hash from audit_leaf
    where developer_id = e.developer_id and mode = e.mode and event_id = e.id limit 1) l on true`;

const find = {
  name: 'find-audit-event',
  text: `select ${auditColumns} from (select * from audit_event
      where developer_id = $1 and mode = $2 and id = $3) e ${withLeaf}`,
};

/** Undefined for another developer's too, and for one that is archived. */
export async function findAuditEvent(
  store: Store,
  { developerId, mode, id }: Scope & { readonly id: string },
): Promise<AuditRecord | undefined> {
  const rows = await run<AuditRow>(store.pool, find, [developerId, mode, id]);
  return (await openAudit(store, developerId, rows.map(toAuditRecord)))[0];
}

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
