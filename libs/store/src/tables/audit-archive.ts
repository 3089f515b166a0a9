// What of the logs was archived, and what must not be.
import { defineEntity, p } from '@mikro-orm/core';
import { at, mode } from './columns.ts';

/** Of an archived month, what one log had in it. */
export const AuditArchive = defineEntity({
  name: 'AuditArchive',
  tableName: 'audit_archive',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    month: p.date().primary(),
    events: p.bigint(),
    /** The place in the log behind the last of them. */
    endsAt: p.bigint(),
  },
});

export const AuditHold = defineEntity({
  name: 'AuditHold',
  tableName: 'audit_hold',
  properties: { developerId: p.uuid().primary(), heldAt: at() },
});
