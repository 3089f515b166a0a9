// What is kept of an address, as keyed hashes only: reply digits, hourly allowance, who wants no more.
import { defineEntity, p } from '@mikro-orm/core';
import type { ChannelName } from '@pausepoint/core';
import { at, bytes, mode, modeCheck, text } from './columns.ts';

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

/** Of one developer's, as is all but the others here. */
export const Unwanted = defineEntity({
  name: 'Unwanted',
  tableName: 'unwanted',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    addressHash: bytes().primary(),
    channel: text().$type<ChannelName>(),
    /** The one that was reported last. */
    pauseId: p.uuid(),
    reportedAt: at(),
  },
  checks: [modeCheck('unwanted')],
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
