// A developer's webhook endpoints, and the secret that signs a pause's own webhook.
import { defineEntity, p } from '@mikro-orm/core';
import { at, bytes, mode, modeCheck, texts } from './columns.ts';

export const WebhookEndpoint = defineEntity({
  name: 'WebhookEndpoint',
  tableName: 'webhook_endpoint',
  properties: {
    developerId: p.uuid().primary(),
    id: p.uuid().primary(),
    mode: mode(),
    urlSealed: bytes(),
    events: texts(),
    enabled: p.boolean().default(true),
    secretSealed: bytes(),
    previousSecretSealed: bytes().nullable(),
    previousUntil: at().nullable(),
    createdAt: at(),
  },
  checks: [modeCheck('webhook_endpoint')],
});

export const DefaultSecret = defineEntity({
  name: 'DefaultSecret',
  tableName: 'default_secret',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    secretSealed: bytes(),
    previousSecretSealed: bytes().nullable(),
    previousUntil: at().nullable(),
    createdAt: at(),
  },
  checks: [modeCheck('default_secret')],
});
