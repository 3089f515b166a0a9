// Accounts: registration, sign-in, and who a key or session is.
import {
  channelNames,
  formatId,
  iso,
  memberRoles,
  planNames,
  type KeyRole,
  type Limits,
  type MemberRole,
  type Mode,
  type PlanName,
} from '@pausepoint/core';
import { z } from 'zod';
import { email, id, instant, label } from './fields.ts';
import type { JsonDocument } from './json/read-json.ts';
import { parseBody } from './validate.ts';

export const passwordSchema = z
  .string()
  .refine((value) => [...value].length >= 10, { error: 'must be at least 10 characters' })
  .refine((value) => value.length <= 200, { error: 'must be at most 200 characters' })
  .meta({ minLength: 10, maxLength: 200, format: 'password', example: 'correct horse battery' });

export const registerSchema = z
  .strictObject({
    email,
    name: label(100).meta({
      description: 'Shown to every human you ask: who wants to know.',
      example: 'Acme Corp',
    }),
    password: passwordSchema,
    setup_token: z.string().max(200).optional().meta({
      description: 'Only for the first account of a public server: printed in its log.',
    }),
  })
  .meta({ id: 'Register' });

export function parseRegister(document: JsonDocument) {
  const { setup_token, ...account } = parseBody(registerSchema, document);
  return { ...account, setupToken: setup_token ?? null };
}

export const registeredSchema = z
  .object({
    developer_id: id('developer'),
    api_key: z.string(),
    test_api_key: z.string(),
    plan: z.enum(planNames),
    message: z.string(),
  })
  .meta({ id: 'Registered' });

export const presentRegistered = (registered: {
  readonly developerId: string;
  readonly apiKey: string;
  readonly testApiKey: string;
  readonly plan: PlanName;
}) => ({
  developer_id: formatId('developer', registered.developerId),
  api_key: registered.apiKey,
  test_api_key: registered.testApiKey,
  plan: registered.plan,
  message: 'Save your API keys — they will not be shown again.',
});

export const loginSchema = z
  .strictObject({
    email: z.string().max(254).meta({ format: 'email', example: 'you@example.com' }),
    password: z.string().max(200).meta({ format: 'password', example: 'correct horse battery' }),
  })
  .meta({ id: 'Login' });

export const parseLogin = (document: JsonDocument) => parseBody(loginSchema, document);

export const meSchema = z
  .object({
    developer_id: id('developer'),
    email: z.string(),
    name: z.string(),
    plan: z.enum(planNames),
    mode: z
      .enum(['live', 'test'])
      .nullable()
      .meta({ description: 'Null for a session: it has both.' }),
    role: z.enum(['admin', 'agent', ...memberRoles]).meta({
      description: 'A key’s, or of a session its person’s.',
    }),
    limits: z
      .object({
        pauses_per_month: z.int().nullable(),
        channels: z.array(z.enum(channelNames)).nullable(),
        longest_timeout_seconds: z.int(),
        approvers: z.int().nullable(),
      })
      .nullable()
      .meta({ description: 'Null where plans do not bind. A null within: unlimited.' }),
    usage: z.object({
      period: z.string().meta({ description: 'The month, UTC.', example: '2026-05' }),
      pauses: z.int().meta({ description: 'Live pauses opened in it.' }),
    }),
    created_at: instant,
  })
  .meta({ id: 'Me' });

export const presentMe = (me: {
  readonly developer: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly plan: PlanName;
    readonly createdAt: Date;
  };
  readonly mode: Mode | null;
  readonly role: KeyRole | MemberRole;
  readonly limits: Limits | null;
  readonly usage: { readonly period: string; readonly pauses: number };
}) => ({
  developer_id: formatId('developer', me.developer.id),
  email: me.developer.email,
  name: me.developer.name,
  plan: me.developer.plan,
  mode: me.mode,
  role: me.role,
  limits: me.limits && {
    pauses_per_month: me.limits.pausesPerMonth,
    channels: me.limits.channels,
    longest_timeout_seconds: me.limits.longestTimeoutSeconds,
    approvers: me.limits.approvers,
  },
  usage: { period: me.usage.period, pauses: me.usage.pauses },
  created_at: iso(me.developer.createdAt),
});
