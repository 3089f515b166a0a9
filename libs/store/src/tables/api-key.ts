// API keys: of the secret only the hash and what a list may show.
import { defineEntity, p } from '@mikro-orm/core';
import type { KeyRole } from '@pausepoint/core';
import { at, bytes, mode, modeCheck, text } from './columns.ts';

export const ApiKey = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    developerId: p.uuid().primary(),
    id: p.uuid().primary(),
    mode: mode(),
    role: text().$type<KeyRole>(),
    // JSON as text: caller-supplied objects never reach the ORM's write API.
    policy: text().nullable(),
    prefix: text(),
    last4: text(),
    name: text().nullable(),
    hash: bytes(),
    createdAt: at(),
    lastUsedAt: at().nullable(),
    expiresAt: at().nullable(),
    revokedAt: at().nullable(),
  },
  indexes: [
    { name: 'api_key_hash_idx', properties: 'hash' },
    { name: 'api_key_id_idx', properties: 'id' },
  ],
  checks: [
    modeCheck('api_key'),
    { name: 'api_key_role_check', expression: `role in ('admin', 'agent')` },
  ],
});
