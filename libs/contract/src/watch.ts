// The second dialect: what `/api/pause` takes and gives. The same pauses, in other words.
import { formatId, iso, isoOrNull, type PauseStatus } from '@pausepoint/core';
import { asObject, fault } from './body.ts';
import { readContext } from './context.ts';
import { largestMember, type CreateOptions, type Question } from './create-pause.ts';
import { refuse, type CodedFault } from './faults.ts';
import { readIdempotencyKey } from './idempotency.ts';
import { faultsOf } from './issues.ts';
import type { JsonDocument } from './json/read-json.ts';
import { rawOrNull, toJson } from './json/raw-json.ts';
import { outcomeOf, resolvedAt, type PresentablePause } from './present-pause.ts';
import { parseBody, parseQuery, type Query } from './validate.ts';
import {
  approveSchema,
  createWatchSchema,
  watchQuerySchema,
  type WatchStatus,
} from './watch-schema.ts';
import { checkWebhookUrl } from './webhook-url.ts';

/** What the human is offered. */
const approve = 'Approve';
const reject = 'Reject';

const HOUR_SECONDS = 3_600;

export type WatchOptions = Pick<
  CreateOptions,
  'longestTimeoutSeconds' | 'allowPrivateWebhooks' | 'idempotencyKey' | 'policy'
>;

/** The question of a `POST /api/pause`, but for whom it asks: every approver. */
export function parseCreateWatch(
  document: JsonDocument,
  options: WatchOptions,
): Omit<Question, 'recipients'> {
  const result = createWatchSchema.safeParse(document.value);
  const faults: CodedFault[] = [...document.faults];
  if (!result.success) faults.push(...faultsOf(createWatchSchema, result.error, document.value));
  const given = document.members.get('context');
  const body = asObject(document.value);
  const context = readContext(given, body?.context);
  const idempotency = readIdempotencyKey(options.idempotencyKey);
  if (Buffer.byteLength(given ?? '') > largestMember) {
    faults.push(fault('must be at most 16 KiB of JSON', ['context']));
  }
  faults.push(
    ...context.faults,
    ...webhookFaults(body?.webhookUrl, options),
    ...idempotency.faults,
  );
  refuse(faults);
  const { action, webhookUrl, expiresInHours } = result.data!;
  return {
    message: action,
    options: [approve, reject],
    allowTextResponse: true,
    timeoutSeconds: Math.min(
      Math.round((expiresInHours ?? 24) * HOUR_SECONDS),
      options.longestTimeoutSeconds,
    ),
    timeoutDefault: null,
    // The dialect has no words for these: what the key has to ask for at least, it asks for.
    risk: options.policy?.minRisk ?? 'normal',
    require: options.policy?.minRequire ?? 'link',
    ...{ undoSeconds: 0, remindAfterSeconds: null, metadata: null, agent: null },
    context: context.facts,
    webhookUrl: webhookUrl ?? null,
    idempotency: idempotency.of(document.value),
    watch: { context: context.facts && given! },
  };
}

function webhookFaults(url: unknown, { allowPrivateWebhooks }: WatchOptions): CodedFault[] {
  if (typeof url !== 'string') return [];
  const detail = checkWebhookUrl(url, { allowPrivate: allowPrivateWebhooks });
  return detail ? [fault(detail, ['webhookUrl'], 'webhook_url_refused')] : [];
}

export const parseWatchQuery = (query: Query) => parseQuery(watchQuerySchema, query);

/** What a decision of the dialect says of the pause. An empty comment is none. */
export function parseApprove(document: JsonDocument): { choice: string; text: string | null } {
  const { decision, comment } = parseBody(approveSchema, document);
  return { choice: decision === 'approved' ? approve : reject, text: comment || null };
}

/** What the database looks for: how the pause ended, or what was chosen. */
export const watchedAs = {
  pending: 'pending',
  approved: approve,
  rejected: reject,
  expired: 'timed_out',
  cancelled: 'cancelled',
} as const satisfies Record<WatchStatus, string>;

export interface PresentableWatch extends PresentablePause {
  readonly watch: { readonly context: string | null } | null;
}

const unanswered: Readonly<Record<Exclude<PauseStatus, 'responded'>, WatchStatus>> = {
  ...{ pending: 'pending', timed_out: 'expired', cancelled: 'cancelled' },
};

/** Approved is only what a human approved. */
export function watchStatus(pause: PresentableWatch): WatchStatus {
  if (pause.status !== 'responded') return unanswered[pause.status];
  return outcomeOf(pause).choice === approve ? 'approved' : 'rejected';
}

export const watchUrl = (publicUrl: string, id: string): string =>
  `${publicUrl}/api/pause/${formatId('watch', id)}`;

export const presentNewWatch = (pause: PresentableWatch, publicUrl: string) => ({
  watchId: formatId('watch', pause.id),
  statusUrl: watchUrl(publicUrl, pause.id),
  status: watchStatus(pause),
});

export const presentWatch = (pause: PresentableWatch) => ({
  watchId: formatId('watch', pause.id),
  status: watchStatus(pause),
  createdAt: iso(pause.createdAt),
  resolvedAt: isoOrNull(resolvedAt(pause)),
  comment: outcomeOf(pause).text,
  agentContext: {
    action: pause.erasedAt ? null : pause.content.message,
    context: rawOrNull(pause.watch?.context ?? null),
  },
});

/** What its `webhookUrl` is sent: what reading it answers. */
export const watchBody = (pause: PresentableWatch): string => toJson(presentWatch(pause));

export const presentWatchList = (
  pauses: readonly PresentableWatch[],
  page: { readonly total: number; readonly limit: number; readonly offset: number },
) => ({ pauses: pauses.map(presentWatch), ...page });
