// From the body of `POST /v1/pause` to the question a pause is opened with.
import {
  findLookAlikes,
  type Agent,
  type Fact,
  type Requirement,
  type Risk,
} from '@pausepoint/core';
import { asObject, fault, type Body } from './body.ts';
import { readContext } from './context.ts';
import { createPauseSchema } from './create-pause-schema.ts';
import { refuse, type CodedFault } from './faults.ts';
import { readIdempotencyKey, type Idempotency } from './idempotency.ts';
import { faultsOf } from './issues.ts';
import type { JsonDocument } from './json/read-json.ts';
import { readRecipients, type AskedRecipient, type RecipientOptions } from './recipients.ts';
import { askedSeconds, timingFaults } from './timing.ts';
import { checkWebhookUrl } from './webhook-url.ts';

/** Bytes of JSON text that `metadata` and `context` may each have. */
export const largestMember = 16 * 1_024;

export interface CreateOptions extends RecipientOptions {
  /** Longer timeouts are clamped to this. */
  readonly longestTimeoutSeconds: number;
  readonly allowPrivateWebhooks: boolean;
  /** The `Idempotency-Key` header as it came. */
  readonly idempotencyKey?: string | undefined;
}

/** A checked request: camelCase, every default filled in. */
export interface Question {
  /** Those asked at once, as given; then the fallbacks, the soonest first. */
  readonly recipients: readonly AskedRecipient[];
  /** Null: nobody is reminded. */
  readonly remindAfterSeconds: number | null;
  readonly risk: Risk;
  readonly require: Requirement;
  /** 0: an answer is final at once. */
  readonly undoSeconds: number;
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
  /** Asked by way of `/api/pause`: its context as it came, JSON text. */
  readonly watch: { readonly context: string | null } | null;
}

export function parseCreatePause(document: JsonDocument, options: CreateOptions): Question {
  const result = createPauseSchema.safeParse(document.value);
  const faults: CodedFault[] = [...document.faults];
  if (!result.success) faults.push(...faultsOf(createPauseSchema, result.error, document.value));

  // The rules between fields look at the body itself: they apply beside faults elsewhere.
  const body = asObject(document.value);
  const recipients = body && readRecipients(body, options);
  const context = readContext(document.members.get('context'), body?.context);
  const idempotency = readIdempotencyKey(options.idempotencyKey);
  if (body && recipients) {
    faults.push(
      ...recipients.faults,
      ...optionFaults(body),
      ...timingFaults(body),
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
    recipients: recipients!.of(),
    remindAfterSeconds: data.remind_after_seconds ?? null,
    risk: data.risk ?? 'normal',
    require: data.require ?? 'link',
    undoSeconds: data.undo_seconds ?? 0,
    message: data.message,
    options: data.options,
    allowTextResponse: data.allow_text_response ?? false,
    timeoutSeconds: Math.min(askedSeconds(body!)!, options.longestTimeoutSeconds),
    timeoutDefault: data.timeout_default ?? null,
    metadata: body?.metadata ? document.members.get('metadata')! : null,
    context: context.facts,
    webhookUrl: data.webhook_url ?? null,
    agent: data.agent ?? null,
    idempotency: idempotency.of(document.value),
    watch: null,
  };
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
