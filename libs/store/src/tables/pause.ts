// The pause: the few facts that decide it; its words and its recipients have tables of their own.
import { defineEntity, p } from '@mikro-orm/core';
import type { IdentifiedBy, PauseStatus, Requirement, Risk, Via } from '@pausepoint/core';
import { at, bytes, mode, modeCheck, text, texts } from './columns.ts';

export const Pause = defineEntity({
  name: 'Pause',
  tableName: 'pause',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    id: p.uuid().primary(),
    status: text().$type<PauseStatus>().default('pending'),
    revision: p.smallint().default(1),
    options: texts(),
    allowTextResponse: p.boolean(),
    timeoutDefault: text().nullable(),
    sandboxed: p.boolean(),
    risk: text().$type<Risk>().default('normal'),
    require: text().$type<Requirement>().default('link'),
    undoSeconds: p.smallint().default(0),
    runId: text().nullable(),
    /** Asked by way of `/api/pause`, which lists its own. */
    watch: p.boolean().default(false),
    webhookUrlSealed: bytes().nullable(),
    createdAt: at(),
    expiresAt: at(),
    dueAt: at(),
    heldAt: at().nullable(),
    heldChoice: text().nullable(),
    heldTextSealed: bytes().nullable(),
    heldVia: text().$type<Via>().nullable(),
    heldIdentifiedBy: text().$type<IdentifiedBy>().nullable(),
    heldRecipientIndex: p.smallint().nullable(),
    heldUserIdSealed: bytes().nullable(),
    /** What proves who gave it. */
    heldDataSealed: bytes().nullable(),
    responseChoice: text().nullable(),
    responseTextSealed: bytes().nullable(),
    responseAt: at().nullable(),
    resolvedAt: at().nullable(),
    via: text().$type<Via>().nullable(),
    identifiedBy: text().$type<IdentifiedBy>().nullable(),
    recipientIndex: p.smallint().nullable(),
    userIdSealed: bytes().nullable(),
    unwantedBy: p.array().columnType('smallint[]').nullable(),
  },
  indexes: [
    {
      name: 'pause_due_idx',
      expression: `create index pause_due_idx on pause (due_at) where status = 'pending'`,
    },
    {
      name: 'pause_held_idx',
      expression: `create index pause_held_idx on pause (developer_id, mode, id) where held_at is not null`,
    },
    { name: 'pause_status_idx', properties: ['developerId', 'mode', 'status', 'id'] },
    {
      name: 'pause_run_idx',
      expression: `create index pause_run_idx on pause (developer_id, mode, run_id, id) where run_id is not null`,
    },
    {
      name: 'pause_watch_idx',
      expression: `create index pause_watch_idx on pause (developer_id, mode, (case when status = 'responded' then response_choice else status end), id) where watch`,
    },
  ],
  checks: [
    modeCheck('pause'),
    {
      name: 'pause_status_check',
      expression: `status in ('pending', 'responded', 'timed_out', 'cancelled')`,
    },
    { name: 'pause_risk_check', expression: `risk in ('normal', 'high')` },
    { name: 'pause_deadline_check', expression: 'expires_at > created_at' },
  ],
});
