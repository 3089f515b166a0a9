// What hangs on a pause: content, recipients, responses, views.
import { defineEntity, p } from '@mikro-orm/core';
import type { ChannelName, IdentifiedBy, Via } from '@pausepoint/core';
import { at, bytes, text } from './columns.ts';

export const PauseContent = defineEntity({
  name: 'PauseContent',
  tableName: 'pause_content',
  properties: {
    developerId: p.uuid().primary(),
    pauseId: p.uuid().primary(),
    revision: p.smallint().primary().default(1),
    developerName: text(),
    metadata: text().nullable(),
    digest: text(),
    sealed: bytes(),
  },
});

/** What all that is personal in a pause is sealed under. */
export const PauseKey = defineEntity({
  name: 'PauseKey',
  tableName: 'pause_key',
  properties: {
    developerId: p.uuid().primary(),
    pauseId: p.uuid().primary(),
    sealed: bytes().nullable(),
    /** When it was destroyed. */
    erasedAt: at().nullable(),
  },
  checks: [
    {
      name: 'pause_key_erased_check',
      expression: '(sealed is null) = (erased_at is not null)',
    },
  ],
});

export const PauseRecipient = defineEntity({
  name: 'PauseRecipient',
  tableName: 'pause_recipient',
  properties: {
    developerId: p.uuid().primary(),
    pauseId: p.uuid().primary(),
    recipientIndex: p.smallint().primary(),
    channel: text().$type<ChannelName>(),
    commitment: text(),
    /** Address and short code. */
    sealed: bytes(),
    codeHash: bytes(),
    /** By which people who sign in find what waits for them. */
    addressHash: bytes().nullable(),
    afterSeconds: p.integer().default(0),
  },
  indexes: [{ name: 'pause_recipient_code_idx', properties: 'codeHash' }],
});

export const Response = defineEntity({
  name: 'Response',
  tableName: 'response',
  properties: {
    developerId: p.uuid().primary(),
    pauseId: p.uuid().primary(),
    revision: p.smallint().primary(),
    recipientIndex: p.smallint().primary(),
    choice: text(),
    textSealed: bytes().nullable(),
    userIdSealed: bytes().nullable(),
    /** What proves who answered. */
    dataSealed: bytes().nullable(),
    via: text().$type<Via>(),
    identifiedBy: text().$type<IdentifiedBy>(),
    createdAt: at(),
  },
});

/** The one code that stands for whoever holds a link. */
export const ProofCode = defineEntity({
  name: 'ProofCode',
  tableName: 'proof_code',
  properties: {
    developerId: p.uuid().primary(),
    pauseId: p.uuid().primary(),
    recipientIndex: p.smallint().primary(),
    /** What carries it. */
    deliveryId: p.uuid(),
    codeHash: bytes(),
    /** Null once its message is out. */
    codeSealed: bytes().nullable(),
    /** Of the last ones, the oldest first. */
    sentAt: p.array().columnType('timestamptz[]'),
    expiresAt: at(),
    /** Wrong ones at this code. */
    tries: p.integer().default(0),
    /** Wrong ones at any code of the link. */
    wrong: p.integer().default(0),
  },
});

export const PauseView = defineEntity({
  name: 'PauseView',
  tableName: 'pause_view',
  properties: {
    developerId: p.uuid().primary(),
    pauseId: p.uuid().primary(),
    recipientIndex: p.smallint().primary(),
    viewedAt: at(),
  },
});
