// Mails to people about their accounts: what waits to be sent, and what became of it.
import { defineEntity, p } from '@mikro-orm/core';
import type { AccountMailKind } from '../accounts/account-records.ts';
import { at, bytes, text } from './columns.ts';

export const AccountMail = defineEntity({
  name: 'AccountMail',
  tableName: 'account_mail',
  properties: {
    /** An invitation's own; a reset's token is made of it. */
    id: p.uuid().primary(),
    kind: text().$type<AccountMailKind>(),
    /** Who invites; null where nobody's account is meant. */
    developerId: p.uuid().nullable(),
    /** Null once nothing is left to do. */
    addressSealed: bytes().nullable(),
    /** What would have been sent, where nothing leaves: for the inbox of a machine of one's own. */
    keptSealed: bytes().nullable(),
    status: text().$type<'queued' | 'sent' | 'failed' | 'dropped'>(),
    attempts: p.integer().default(0),
    /** Schedule and lease in one; null: nothing to do. */
    nextAttemptAt: p.datetime(6).nullable(),
    lastError: text().nullable(),
    createdAt: at(),
  },
  indexes: [
    {
      name: 'account_mail_due_idx',
      expression: `create index account_mail_due_idx on account_mail (next_attempt_at) where next_attempt_at is not null`,
    },
  ],
  checks: [
    {
      name: 'account_mail_kind_check',
      expression: `kind in ('password_reset', 'invitation', 'sign_up_invitation', 'address_confirmation')`,
    },
    {
      name: 'account_mail_status_check',
      expression: `status in ('queued', 'sent', 'failed', 'dropped')`,
    },
  ],
});
