// Tells the developer's machine: the event's bytes, signed, to the URL it asked for.
import {
  afterWord,
  formatId,
  webhookHeaders,
  webhookTest,
  type Outcome,
  type ReceiverWord,
} from '@pausepoint/core';
import { watchBody, webhookBody, webhookTestBody } from '@pausepoint/contract';
import type { ChangedEndpoint, WebhookClaim } from '@pausepoint/store';
import type { Tried } from './attempt.ts';
import { retryAfterSeconds } from './retry-after.ts';
import type { Reply, SafeFetch } from './safe-fetch.ts';

interface PostWebhookParts {
  readonly fetch: SafeFetch;
  readonly now: () => Date;
}

export function createPostWebhook({ fetch, now }: PostWebhookParts) {
  return async (claim: WebhookClaim): Promise<Tried> => {
    const { event, url, secrets, checkpoint } = claim;
    const body = bodyOf(claim);
    const id = formatId('event', event.id);
    const reply = await fetch.post({
      url,
      body,
      headers: webhookHeaders(event.type, { id, body, at: now(), secrets, checkpoint }),
    });
    const outcome = outcomeOf(reply, now());
    const { statusCode = null, excerpt = null } = reply.kind === 'answer' ? reply : {};
    return {
      outcome: event.type === webhookTest ? onlyOnce(outcome) : outcome,
      statusCode,
      response: excerpt,
      endpoint: changeOf(claim, wordOf(outcome, statusCode)),
    };
  };
}

const bodyOf = ({ pause, event, developerId, mode, endpointId }: WebhookClaim): string =>
  pause
    ? pause.watch && !endpointId
      ? watchBody(pause)
      : webhookBody(pause, event)
    : webhookTestBody({ developerId, mode, webhookId: endpointId! }, event);

/** Whoever tests an endpoint waits for this one answer, whatever it is. */
const onlyOnce = (outcome: Outcome): Outcome =>
  outcome.kind === 'retry' ? { kind: 'dead', error: outcome.error } : outcome;

/** A test shows that a receiver works, but not that it failed: it may be under construction. */
function changeOf(
  { endpointId, urlSeal, failingSeconds, event }: WebhookClaim,
  word: ReceiverWord,
): ChangedEndpoint | undefined {
  if (!endpointId || !urlSeal || (event.type === webhookTest && word !== 'accepted'))
    return undefined;
  const change = afterWord(word, failingSeconds);
  return change && { id: endpointId, urlSeal, change };
}

const wordOf = (outcome: Outcome, statusCode: number | null): ReceiverWord =>
  outcome.kind === 'delivered' ? 'accepted' : statusCode === 410 ? 'gone' : 'failed';

export function outcomeOf(reply: Reply, now: Date): Outcome {
  if (reply.kind !== 'answer') {
    // No try can mend the URL itself; the delivery stays visible and can be sent again.
    return { kind: reply.kind === 'refused' ? 'dead' : 'retry', error: reply.error };
  }
  const { statusCode } = reply;
  if (statusCode >= 200 && statusCode < 300) return { kind: 'delivered' };
  // "Never again": this delivery ends here, and its endpoint is switched off.
  if (statusCode === 410) return { kind: 'dead', error: 'the receiver answered 410 Gone' };
  const error =
    statusCode >= 300 && statusCode < 400
      ? `the receiver answered ${statusCode}; redirects are not followed`
      : `the receiver answered ${statusCode}`;
  const afterSeconds = retryAfterSeconds(reply.retryAfter, now);
  return { kind: 'retry', error, ...(afterSeconds !== undefined && { afterSeconds }) };
}
