// Wakes threads when a webhook tells that their pause is settled.
import {
  webhooks,
  WebhookVerificationError,
  type HeadersLike,
  type VerifyOptions,
  type WebhookEvent,
} from 'pausepoint';
import {
  resumePause,
  type ResumableGraph,
  type ResumeOptions,
  type Resumption,
} from './resume-pause.ts';

interface ResumeOnWebhook extends ResumeOptions, VerifyOptions {
  /** The webhook's secret; several while you rotate it, or where a pause's `webhook_url` has another. */
  readonly secret: string | readonly string[];
  /** Which events are this graph's, where one endpoint hears of several: by their `metadata`, say. */
  readonly only?: ((event: WebhookEvent) => boolean) | undefined;
  /** What a run threw. The answer is 500 then, and the webhook comes again. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

export interface WebhookAnswer {
  /** Answer with this: anything but 200 lets the webhook come again. */
  readonly status: 200 | 400 | 409 | 500 | 503;
  readonly outcome: Resumption | 'forged' | 'failed';
}

/** After so long a thread that is not there yet never will be: it was another program's, or deleted. */
const longestWaitSeconds = 60 * 60;

/**
 * For any HTTP server: give it the raw body, answer with the status.
 *
 * ```ts
 * const onWebhook = resumeOnWebhook(graph, { secret });
 * createServer(async (request, response) => {
 *   const { status } = await onWebhook(await text(request), request.headers);
 *   response.writeHead(status).end();
 * });
 * ```
 *
 * It answers when the run has ended. A run that takes longer than a webhook waits is told again
 * meanwhile, which does no harm: runs of one thread wait for each other (see `exclusively`).
 */
export function resumeOnWebhook(graph: ResumableGraph, options: ResumeOnWebhook) {
  const { secret, only = () => true, onError, toleranceSeconds } = options;
  // Every webhook would look forged, and nobody would learn why threads sleep on.
  if (![secret].flat().some(Boolean)) throw new TypeError('Give the secret of the webhook');
  return async (rawBody: string | Uint8Array, headers: HeadersLike): Promise<WebhookAnswer> => {
    let event: WebhookEvent;
    try {
      event = await webhooks.verify(rawBody, headers, secret, { toleranceSeconds });
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      return { status: 400, outcome: 'forged' };
    }
    if (!only(event)) return { status: 200, outcome: 'foreign' };
    try {
      const { pause_id, data } = event;
      const outcome = await resumePause(graph, { pause_id, metadata: data.metadata }, options);
      return { status: statusOf(outcome, event, headers), outcome };
    } catch (error) {
      onError?.(error);
      return { status: 500, outcome: 'failed' };
    }
  };
}

function statusOf(outcome: Resumption, { timestamp, data }: WebhookEvent, headers: HeadersLike) {
  if (outcome === 'early') return triedFor(timestamp, headers) > longestWaitSeconds ? 200 : 409;
  // Woken, it could not read the answer: its next chance is the next try.
  return outcome === 'waiting' && data.status !== 'pending' ? 503 : 200;
}

/** Seconds between the event and this try of it, by the sender's own clock. */
function triedFor(happened: string, headers: HeadersLike): number {
  const name = 'webhook-timestamp';
  const tried = typeof headers.get === 'function' ? headers.get(name) : listed(headers, name);
  return Number(tried) - Date.parse(happened) / 1_000;
}

/** Some servers keep the names as they were sent. */
const listed = (headers: HeadersLike, name: string): unknown =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
