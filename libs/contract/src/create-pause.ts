// From the body of `POST /v1/pause` to the question a pause is opened with.
import {
  findLookAlikes,
  type Agent,
  type ChannelName,
  type Fact,
  type ProblemCode,
} from '@pausepoint/core';
import type { z } from 'zod';
import { readContext } from './context.ts';
import { createPauseSchema, offeredChannels } from './create-pause-schema.ts';
import { pointer, refuse, type CodedFault } from './faults.ts';
import { readIdempotencyKey, type Idempotency } from './idempotency.ts';
import { faultsOf } from './issues.ts';
import type { JsonDocument } from './json/read-json.ts';
import { impliedRecipient, type KeyPolicy } from './policy.ts';
import { checkWebhookUrl } from './webhook-url.ts';

const SECONDS_PER_HOUR = 3_600;
const defaultTimeoutSeconds = 24 * SECONDS_PER_HOUR;
/** Bytes of JSON text that `metadata` and `context` may each have. */
const largestMember = 16 * 1_024;

export interface CreateOptions {
  /** Longer timeouts are clamped to this. */
  readonly longestTimeoutSeconds: number;
  readonly allowPrivateWebhooks: boolean;
  /** The `Idempotency-Key` header as it came. */
  readonly idempotencyKey?: string | undefined;
  /** The key's: with exactly one allowed recipient the body may leave it out. */
  readonly policy?: KeyPolicy | null | undefined;
  /** Why this text is no recipient of the channel, told together with all other faults. */
  readonly recipientFault?: (channel: ChannelName, recipient: string) => string | undefined;
}

/** A checked request: camelCase, every default filled in. */
export interface Question {
  readonly recipient: string;
  readonly channel: ChannelName;
  readonly message: string;
  readonly options: readonly string[];
  readonly allowTextResponse: boolean;
  readonly timeoutSeconds: number;
  readonly timeoutDefault: string | null;
  /** JSON text exactly as it came. */
  readonly metadata: string | null;
  readonly context: readonly Fact[] | null;
  readonly webhookUrl: string | null;
  readonly agent: Agent | null;
  readonly idempotency: Idempotency | null;
}

export function parseCreatePause(document: JsonDocument, options: CreateOptions): Question {
  const result = createPauseSchema.safeParse(document.value);
  const faults: CodedFault[] = [...document.faults];
  if (!result.success) faults.push(...faultsOf(createPauseSchema, result.error, document.value));

  // The rules between fields look at the body itself: they apply beside faults elsewhere.
  const body = asObject(document.value);
  const { recipient, channel } = { ...impliedRecipient(options.policy), ...definedIn(body) };
  const context = readContext(document.members.get('context'), body?.context);
  const idempotency = readIdempotencyKey(options.idempotencyKey);
  if (body) {
    faults.push(
      ...missing({ recipient, channel }),
      ...recipientFaults(recipient, channel, options),
      ...optionFaults(body),
      ...timeoutFaults(body),
      ...sizeFaults(document),
      ...metadataFaults(body.metadata),
      ...webhookFaults(body.webhook_url, options.allowPrivateWebhooks),
      ...context.faults,
    );
  }
  faults.push(...idempotency.faults);
  refuse(faults);

  const data = result.data!;
  return {
    recipient: recipient as string,
    channel: channel as ChannelName,
    message: data.message,
    options: data.options,
    allowTextResponse: data.allow_text_response ?? false,
    timeoutSeconds: Math.min(wishedSeconds(data), options.longestTimeoutSeconds),
    timeoutDefault: data.timeout_default ?? null,
    metadata: body?.metadata ? document.members.get('metadata')! : null,
    context: context.facts,
    webhookUrl: data.webhook_url ?? null,
    agent: data.agent ?? null,
    idempotency: idempotency.of(document.value),
  };
}

type Body = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): Body | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Body)
    : undefined;

const definedIn = (body: Body | undefined): { recipient?: unknown; channel?: unknown } => ({
  ...(body?.recipient === undefined ? {} : { recipient: body.recipient }),
  ...(body?.channel === undefined ? {} : { channel: body.channel }),
});

const fault = (detail: string, at: readonly PropertyKey[], code?: ProblemCode): CodedFault => ({
  pointer: pointer(...at),
  detail,
  ...(code && { code }),
});

const missing = (required: Readonly<Record<string, unknown>>): CodedFault[] =>
  Object.keys(required)
    .filter((name) => required[name] === undefined)
    .map((name) => fault('is required', [name]));

function recipientFaults(
  recipient: unknown,
  name: unknown,
  { recipientFault }: CreateOptions,
): CodedFault[] {
  const known = offeredChannels.find((candidate) => candidate === name);
  if (!known || typeof recipient !== 'string' || recipient.trim() === '') return [];
  const detail = recipientFault?.(known, recipient);
  return detail ? [fault(detail, ['recipient'], 'invalid_recipient')] : [];
}

function optionFaults({ options, timeout_default: preset }: Body): CodedFault[] {
  if (!Array.isArray(options) || !options.every((option) => typeof option === 'string')) return [];
  const faults: CodedFault[] = [];
  const twins = findLookAlikes(options);
  if (twins) {
    const [first, second] = twins;
    const equal = options[first] === options[second];
    const detail = equal
      ? 'is given twice'
      : `looks like /options/${first}: a human could mistake it`;
    faults.push(fault(detail, ['options', second]));
  }
  if (typeof preset === 'string' && !options.includes(preset)) {
    faults.push(fault('must be one of the options, or null', ['timeout_default']));
  }
  return faults;
}

const timeoutFaults = (body: Body): CodedFault[] =>
  body.timeout_hours !== undefined && body.timeout_seconds !== undefined
    ? [fault('cannot be given beside timeout_hours', ['timeout_seconds'])]
    : [];

const sizeFaults = ({ members }: JsonDocument): CodedFault[] =>
  ['metadata', 'context']
    .filter((name) => Buffer.byteLength(members.get(name) ?? '') > largestMember)
    .map((name) => fault('must be at most 16 KiB of JSON', [name]));

const metadataFaults = (metadata: unknown): CodedFault[] =>
  metadata === undefined || metadata === null || asObject(metadata)
    ? []
    : [fault('must be an object, or null', ['metadata'])];

function webhookFaults(url: unknown, allowPrivate: boolean): CodedFault[] {
  if (typeof url !== 'string') return [];
  const detail = checkWebhookUrl(url, { allowPrivate });
  return detail ? [fault(detail, ['webhook_url'], 'webhook_url_refused')] : [];
}

const wishedSeconds = (data: z.output<typeof createPauseSchema>): number =>
  data.timeout_seconds ??
  (data.timeout_hours === undefined
    ? defaultTimeoutSeconds
    : data.timeout_hours * SECONDS_PER_HOUR);
