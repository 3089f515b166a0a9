// A developer's webhook endpoints, and the secret that signs a pause's own webhook.
import { defineEntity, p } from '@mikro-orm/core';
import type { DisabledReason } from '@pausepoint/core';
import type { PreviousSecret } from '../webhooks/previous-secrets.ts';
import { at, bytes, mode, modeCheck, text, texts } from './columns.ts';

/** See previous-secrets.ts. */
const previousSecrets = () => p.json<readonly PreviousSecret[]>().defaultRaw(`'[]'`);

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
    /** The first failed try after a success. */
    failingSince: at().nullable(),
    disabledAt: at().nullable(),
    disabledReason: text().$type<DisabledReason>().nullable(),
    secretSealed: bytes(),
    previousSecrets: previousSecrets(),
    createdAt: at(),
  },
  checks: [
    modeCheck('webhook_endpoint'),
    {
      name: 'webhook_endpoint_disabled_check',
      expression: `disabled_reason in ('gone', 'failing', 'by_developer')
        and enabled = (disabled_at is null) and enabled = (disabled_reason is null)`,
    },
  ],
});

export const DefaultSecret = defineEntity({
  name: 'DefaultSecret',
  tableName: 'default_secret',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    secretSealed: bytes(),
    previousSecrets: previousSecrets(),
    createdAt: at(),
  },
  checks: [modeCheck('default_secret')],
});
