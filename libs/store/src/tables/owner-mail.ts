// What the owners of an account are told by mail.
import { defineEntity, p } from '@mikro-orm/core';
import type { DisabledReason } from '@pausepoint/core';
import { at, mode, modeCheck, text } from './columns.ts';

export const OwnerMail = defineEntity({
  name: 'OwnerMail',
  tableName: 'owner_mail',
  properties: {
    developerId: p.uuid().primary(),
    id: p.uuid().primary(),
    kind: text().$type<'webhook_disabled'>(),
    /** Null: the account belongs to nobody who could be written to. */
    personId: p.uuid().nullable(),
    mode: mode(),
    webhookId: p.uuid(),
    reason: text().$type<DisabledReason>(),
    failingSince: at().nullable(),
    status: text().$type<'queued' | 'sent' | 'failed'>(),
    attempts: p.integer().default(0),
    /** Schedule and lease in one; null: nothing to do. */
    nextAttemptAt: p.datetime(6).nullable(),
    lastError: text().nullable(),
    createdAt: at(),
  },
  indexes: [
    {
      name: 'owner_mail_due_idx',
      expression: `create index owner_mail_due_idx on owner_mail (next_attempt_at) where next_attempt_at is not null`,
    },
  ],
  checks: [
    modeCheck('owner_mail'),
    { name: 'owner_mail_kind_check', expression: `kind in ('webhook_disabled')` },
    { name: 'owner_mail_status_check', expression: `status in ('queued', 'sent', 'failed')` },
  ],
});
