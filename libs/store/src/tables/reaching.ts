// What is kept of an address across developers, as keyed hashes only: reply digits, hourly allowance.
import { defineEntity, p } from '@mikro-orm/core';
import { at, bytes, text } from './columns.ts';

export const ReplyDigit = defineEntity({
  name: 'ReplyDigit',
  tableName: 'reply_digit',
  properties: {
    phoneHash: bytes().primary(),
    digit: p.smallint().primary().autoincrement(false),
    developerId: p.uuid(),
    pauseId: p.uuid(),
    recipientIndex: p.smallint(),
    choice: p.smallint(),
    expiresAt: at(),
  },
  indexes: [{ name: 'reply_digit_expiry_idx', properties: 'expiresAt' }],
  checks: [{ name: 'reply_digit_check', expression: 'digit >= 1 and digit <= 9' }],
});

export const MessageAllowance = defineEntity({
  name: 'MessageAllowance',
  tableName: 'message_allowance',
  properties: {
    addressHash: bytes().primary(),
    /** Of the last messages, the oldest first. */
    sentAt: p.array().columnType('timestamptz[]'),
    lastAt: at(),
  },
  indexes: [{ name: 'message_allowance_last_idx', properties: 'lastAt' }],
});

/** Kept for good: what a vendor once signed, without a time in it, can be sent again for ever. */
export const HeardReply = defineEntity({
  name: 'HeardReply',
  tableName: 'heard_reply',
  properties: {
    /** The vendor's. */
    id: text().primary(),
    heardAt: at(),
  },
});
