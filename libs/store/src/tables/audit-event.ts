// The audit log: only ever added to.
import { defineEntity, p } from '@mikro-orm/core';
import type { Actor, EventType } from '@pausepoint/core';
import { at, mode, modeCheck, text } from './columns.ts';

const everyday: readonly EventType[] = [
  'pause.created',
  'pause.notified',
  'pause.viewed',
  'pause.responded',
  'pause.timed_out',
  'pause.webhook_delivered',
];

/** Kinds of which a page may be looked for through all of a log: they have an index, and cost no other kind one. */
export const isRare = (type: EventType): boolean => !everyday.includes(type);
export const rare = `type not in (${everyday.map((type) => `'${type}'`).join(', ')})`;

export const AuditEvent = defineEntity({
  name: 'AuditEvent',
  tableName: 'audit_event',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    id: p.uuid().primary(),
    type: text().$type<EventType>(),
    actor: text().$type<Actor>(),
    pauseId: p.uuid().nullable(),
    detail: p.json<Readonly<Record<string, unknown>>>(),
    createdAt: at(),
    /** The transaction that wrote it: tells a late commit from one already seen. */
    xid: text().columnType('xid8').defaultRaw('pg_current_xact_id()'),
  },
  indexes: [
    {
      name: 'audit_event_pause_idx',
      expression: `create index audit_event_pause_idx on audit_event (developer_id, pause_id, id) where pause_id is not null`,
    },
    { name: 'audit_event_xid_idx', properties: ['xid'] },
    {
      name: 'audit_event_feed_idx',
      expression: `create index audit_event_feed_idx on audit_event (developer_id, mode, xid, id) where type in ('pause.responded', 'pause.timed_out', 'pause.cancelled') or detail ->> 'unreachable' = 'true'`,
    },
    {
      name: 'audit_event_rare_idx',
      expression: `create index audit_event_rare_idx on audit_event (developer_id, mode, type, id) where ${rare}`,
    },
  ],
  checks: [
    modeCheck('audit_event'),
    {
      name: 'audit_event_actor_check',
      expression: `actor in ('developer', 'human', 'system')`,
    },
  ],
});
