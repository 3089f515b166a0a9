// What an approver confirms answers with; whose it is, is only here as a keyed hash.
import { defineEntity, p } from '@mikro-orm/core';
import { at, bytes, text, texts } from './columns.ts';

export const Passkey = defineEntity({
  name: 'Passkey',
  tableName: 'passkey',
  properties: {
    developerId: p.uuid().primary(),
    /** The authenticator's, as base64url. */
    credentialId: text().primary(),
    addressHash: bytes(),
    /** COSE. */
    publicKey: bytes(),
    counter: p.bigint(),
    transports: texts(),
    /** Of the last assertion that counted. */
    nonceAt: at(),
    createdAt: at(),
  },
  indexes: [{ name: 'passkey_address_idx', properties: ['developerId', 'addressHash'] }],
});
