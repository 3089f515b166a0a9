// API keys: made, listed, rotated; the secret leaves once.
import { formatId, iso, isoOrNull, modes, type KeyRole, type Mode } from '@pausepoint/core';
import { z } from 'zod';
import { id, instant, label } from './fields.ts';
import type { JsonDocument } from './json/read-json.ts';
import { policySchema, presentPolicy, toPolicy, type KeyPolicy } from './policy.ts';
import { parseBody } from './validate.ts';

export const createKeySchema = z
  .strictObject({
    name: label(80).nullable().optional().meta({ example: 'invoice-agent' }),
    mode: z.enum(modes).optional().meta({
      description:
        'A key makes keys of its own mode only; a session may choose. Default `live` there.',
    }),
    role: z.enum(['admin', 'agent']).optional().meta({
      description:
        '`agent` may create, read, list and cancel pauses: what an agent should hold. `admin` may do everything.',
      default: 'agent',
    }),
    policy: policySchema.nullable().optional(),
    prefix: z.enum(['pp', 'hitl']).optional().meta({
      description:
        '`hitl` makes a `hitl_…` or `hitl_test_…` key, for programs that expect one. Either kind works everywhere.',
      default: 'pp',
    }),
  })
  .meta({ id: 'CreateKey' });

export function parseCreateKey(document: JsonDocument) {
  const { name, mode, role, policy, prefix } = parseBody(createKeySchema, document);
  return {
    name: name ?? null,
    /** Undefined: the caller's own. */
    mode,
    role: role ?? ('agent' as const),
    policy: policy ? toPolicy(policy) : null,
    prefix: prefix ?? ('pp' as const),
  };
}

export const rotateKeySchema = z
  .strictObject({
    overlap_hours: z.int().min(0).max(168).optional().meta({
      description: 'How long the old secret still works, 0-168.',
      default: 24,
    }),
  })
  .meta({ id: 'RotateKey' });

export const parseRotateKey = (document: JsonDocument) => ({
  overlapHours: parseBody(rotateKeySchema, document).overlap_hours ?? 24,
});

export const keySchema = z
  .object({
    key_id: id('key'),
    name: z.string().nullable(),
    prefix: z.string().meta({ example: 'pp_live_' }),
    last4: z.string().meta({ example: 'x7Qa' }),
    mode: z.enum(modes),
    role: z.enum(['admin', 'agent']),
    policy: z.object(policySchema.shape).nullable(),
    created_at: instant,
    last_used_at: instant.nullable(),
    expires_at: instant.nullable().meta({ description: 'When a rotated key ends. Null: never.' }),
  })
  .meta({ id: 'Key' });

export const newKeySchema = keySchema
  .extend({ api_key: z.string().meta({ description: 'The secret, shown this once.' }) })
  .meta({ id: 'NewKey' });

export const keyListSchema = z
  .object({ data: z.array(keySchema), next_cursor: z.string().nullable() })
  .meta({ id: 'KeyList' });

export interface PresentableKey {
  readonly id: string;
  readonly name: string | null;
  readonly prefix: string;
  readonly last4: string;
  readonly mode: Mode;
  readonly role: KeyRole;
  readonly policy: KeyPolicy | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
}

export const presentKey = (key: PresentableKey) => ({
  key_id: formatId('key', key.id),
  name: key.name,
  prefix: key.prefix,
  last4: key.last4,
  mode: key.mode,
  role: key.role,
  policy: key.policy && presentPolicy(key.policy),
  created_at: iso(key.createdAt),
  last_used_at: isoOrNull(key.lastUsedAt),
  expires_at: isoOrNull(key.expiresAt),
});

export const presentNewKey = (key: PresentableKey, secret: string) => ({
  ...presentKey(key),
  api_key: secret,
});

export const presentKeyList = (keys: readonly PresentableKey[], nextCursor: string | null) => ({
  data: keys.map(presentKey),
  next_cursor: nextCursor,
});
