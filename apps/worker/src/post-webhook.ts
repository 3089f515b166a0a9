// Tells the developer's machine: the event's bytes, signed, to the URL it asked for.
import { formatId, signWebhook, type Outcome } from '@pausepoint/core';
import { webhookBody } from '@pausepoint/contract';
import type { WebhookClaim } from '@pausepoint/store';
import type { Tried } from './attempt.ts';
import { retryAfterSeconds } from './retry-after.ts';
import type { Reply, SafeFetch } from './safe-fetch.ts';

interface PostWebhookParts {
  readonly fetch: SafeFetch;
  readonly now: () => Date;
}

export function createPostWebhook({ fetch, now }: PostWebhookParts) {
  return async ({ pause, event, url, secrets }: WebhookClaim): Promise<Tried> => {
    const body = webhookBody(pause, event);
    const id = formatId('event', event.id);
    const reply = await fetch.post({
      url,
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'PausePoint-Webhook/1',
        'x-pausepoint-event': event.type,
        ...signWebhook({ id, body, at: now(), secrets }),
      },
    });
    return {
      outcome: outcomeOf(reply, now()),
      statusCode: reply.kind === 'answer' ? reply.statusCode : null,
      response: reply.kind === 'answer' ? reply.excerpt : null,
    };
  };
}

export function outcomeOf(reply: Reply, now: Date): Outcome {
  if (reply.kind !== 'answer') {
    // No try can mend the URL itself; the delivery stays visible and can be sent again.
    return { kind: reply.kind === 'refused' ? 'dead' : 'retry', error: reply.error };
  }
  const { statusCode } = reply;
  if (statusCode >= 200 && statusCode < 300) return { kind: 'delivered' };
  // 410 means "never again": this delivery ends here. The endpoint itself stays enabled for now.
  if (statusCode === 410) return { kind: 'dead', error: 'the receiver answered 410 Gone' };
  const error =
    statusCode >= 300 && statusCode < 400
      ? `the receiver answered ${statusCode}; redirects are not followed`
      : `the receiver answered ${statusCode}`;
  const afterSeconds = retryAfterSeconds(reply.retryAfter, now);
  return { kind: 'retry', error, ...(afterSeconds !== undefined && { afterSeconds }) };
}
