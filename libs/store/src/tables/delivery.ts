// What must reach the outside, and every try at it.
import { defineEntity, p } from '@mikro-orm/core';
import type {
  DeliveryKind,
  DeliveryStatus,
  NoticeKind,
  PostedEventType,
  ReportedStatus,
} from '@pausepoint/core';
import { at, bytes, mode, modeCheck, text } from './columns.ts';

export const Delivery = defineEntity({
  name: 'Delivery',
  tableName: 'delivery',
  properties: {
    developerId: p.uuid().primary(),
    /** A test is about no pause: there it is the endpoint's own id. */
    pauseId: p.uuid().primary(),
    id: p.uuid().primary(),
    kind: text().$type<DeliveryKind>(),
    mode: mode(),
    status: text().$type<DeliveryStatus>(),
    attempts: p.integer().default(0),
    /** Tries before it was last sent again on purpose: the schedule counts from there. */
    retriesFrom: p.integer().default(0),
    /** Schedule and lease in one; null: nothing to do. */
    nextAttemptAt: p.datetime(6).nullable(),
    lastError: text().nullable(),
    recipientIndex: p.smallint().nullable(),
    notice: text().$type<NoticeKind>().nullable(),
    /** How its vendor names the message; an outcome's: the one to edit. */
    refSealed: bytes().nullable(),
    /** What the vendor said of it while a try was still under way. */
    reported: text().$type<ReportedStatus>().nullable(),
    reportedError: text().nullable(),
    /** An earlier try may have sent it. */
    inDoubt: p.boolean().default(false),
    eventId: p.uuid().nullable(),
    eventType: text().$type<PostedEventType>().nullable(),
    eventAt: at().nullable(),
    endpointId: p.uuid().nullable(),
    createdAt: at(),
    updatedAt: at(),
  },
  indexes: [
    {
      name: 'delivery_due_idx',
      expression: `create index delivery_due_idx on delivery (kind, next_attempt_at) where next_attempt_at is not null`,
    },
    {
      name: 'delivery_endpoint_idx',
      expression: `create index delivery_endpoint_idx on delivery (developer_id, endpoint_id, id) where kind = 'webhook'`,
    },
    {
      name: 'delivery_dead_idx',
      expression: `create index delivery_dead_idx on delivery (developer_id, endpoint_id, id) where kind = 'webhook' and status = 'dead'`,
    },
  ],
  checks: [
    modeCheck('delivery'),
    { name: 'delivery_kind_check', expression: `kind in ('notification', 'webhook')` },
    {
      name: 'delivery_notice_check',
      expression: `notice in ('question', 'reminder', 'outcome', 'code')`,
    },
    {
      name: 'delivery_reported_check',
      expression: `reported in ('sent', 'delivered', 'failed')`,
    },
    {
      name: 'delivery_recipient_check',
      expression: `(kind = 'notification') = (recipient_index is not null)
        and (kind = 'notification') = (notice is not null)`,
    },
  ],
});

export const Attempt = defineEntity({
  name: 'Attempt',
  tableName: 'attempt',
  properties: {
    developerId: p.uuid().primary(),
    deliveryId: p.uuid().primary(),
    attempt: p.integer().primary().autoincrement(false),
    at: at(),
    durationMs: p.integer(),
    statusCode: p.integer().nullable(),
    response: text().nullable(),
    error: text().nullable(),
  },
});
