// Approvers: whom `/api/pause` asks, by e-mail or by Slack.
import { formatId, iso, modes, type ChannelName } from '@pausepoint/core';
import { z } from 'zod';
import { asObject, fault } from './body.ts';
import { cursor } from './cursor.ts';
import { refuse, type CodedFault } from './faults.ts';
import { count, email, id, instant, label } from './fields.ts';
import { faultsOf } from './issues.ts';
import type { JsonDocument } from './json/read-json.ts';
import { parseQuery, type Query } from './validate.ts';

const mode = z.enum(modes).optional().meta({
  description: 'For sessions, default `live`; a key has approvers of its own mode only.',
});

export const addApproverSchema = z
  .strictObject({
    name: label(80).meta({ example: 'Grace Hopper' }),
    email: email.optional().meta({ description: 'Or `slack`: one of the two.' }),
    slack: z.string().optional().meta({
      description:
        'Instead of `email`: an incoming webhook’s URL, or the id of a channel or user where the Slack app is installed.',
      example: 'C0123456789',
    }),
    mode,
  })
  .meta({ id: 'AddApprover' });

/** The way an approver is reached, as its field is called. */
const ways = ['email', 'slack'] as const satisfies readonly ChannelName[];

export interface AskedApprover {
  readonly name: string;
  readonly channel: (typeof ways)[number];
  readonly recipient: string;
  /** Undefined: the caller's own. */
  readonly mode: 'live' | 'test' | undefined;
}

/** @param recipientFault why a text is no recipient of the channel */
export function parseAddApprover(
  document: JsonDocument,
  recipientFault: (channel: ChannelName, recipient: string) => string | undefined,
): AskedApprover {
  const result = addApproverSchema.safeParse(document.value);
  const faults: CodedFault[] = [...document.faults];
  if (!result.success) faults.push(...faultsOf(addApproverSchema, result.error, document.value));
  const body = asObject(document.value) ?? {};
  const given = ways.filter((way) => body[way] !== undefined);
  if (given.length === 0) faults.push(fault('is required, or slack', ['email']));
  if (given.length === 2) faults.push(fault('cannot be given beside email', ['slack']));
  for (const way of given) {
    const recipient = body[way];
    const detail = typeof recipient === 'string' ? recipientFault(way, recipient) : undefined;
    if (detail) faults.push(fault(detail, [way], 'invalid_recipient'));
  }
  refuse(faults);
  const { name, mode } = result.data!;
  const channel = given[0]!;
  return { name, channel, recipient: body[channel] as string, mode };
}

export const approverQuerySchema = z.strictObject({
  mode: z.enum(modes).optional().meta({ description: 'For sessions; a key sees its own mode.' }),
  limit: count(1, 100, 20).meta({ description: 'How many, 1-100.' }),
  cursor,
});

export const parseApproverQuery = (query: Query) => parseQuery(approverQuerySchema, query);

export const approverSchema = z
  .object({
    approver_id: id('approver'),
    name: z.string(),
    email: z.string().nullable(),
    slack: z.string().nullable().meta({
      description: 'Masked: a webhook’s URL is a secret.',
      example: 'hooks.slack.com/services/•••••',
    }),
    created_at: instant,
  })
  .meta({ id: 'Approver' });

export const approverListSchema = z
  .object({ data: z.array(approverSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'ApproverList' });

export interface PresentableApprover {
  readonly id: string;
  readonly name: string;
  readonly channel: ChannelName;
  readonly address: string;
  readonly masked: string;
  readonly createdAt: Date;
}

export const presentApprover = (approver: PresentableApprover) => ({
  approver_id: formatId('approver', approver.id),
  name: approver.name,
  email: approver.channel === 'email' ? approver.address : null,
  slack: approver.channel === 'slack' ? approver.masked : null,
  created_at: iso(approver.createdAt),
});

export const presentApproverList = (
  approvers: readonly PresentableApprover[],
  nextCursor: string | null,
) => ({ data: approvers.map(presentApprover), next_cursor: nextCursor });
