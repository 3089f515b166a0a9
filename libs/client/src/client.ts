// The client: `pausepoint({ apiKey }).ask({ … })`.
import type { Me } from '@pausepoint/contract/wire-account';
import { auditLogOver, type AuditLog } from './audit-log.ts';
import { eventsOver, type Events } from './events.ts';
import {
  isSettled,
  pausesOver,
  type CreateOptions,
  type Pauses,
  type Question,
  type SettledPause,
} from './pauses.ts';
import { sender, type CallOptions, type ClientOptions } from './request.ts';
import { webhookEndpointsOver, type WebhookEndpoints } from './webhook-endpoints.ts';

export interface PausePoint {
  /**
   * Asks a human and waits for the end: an answer, the deadline or a cancel.
   *
   * ```ts
   * const { ask } = pausepoint({ apiKey, url });
   * const answer = await ask({
   *   recipient: '+1 (312) 847-1928',
   *   channel: 'sms',
   *   message: 'Wire $8,400 to Meridian?',
   *   options: ['Approve', 'Reject'],
   *   timeout_default: 'Reject',
   * });
   * if (answer.human_decided && answer.response_choice === 'Approve') await wire();
   * ```
   *
   * With an `idempotencyKey` of your own, an agent that crashed and asks again gets the answer to
   * the question it already asked. An aborted `signal` stops the waiting with its own reason and leaves
   * the question open. Throws a `PausePointError`: what `pauses.create` throws, and `undeliverable` once
   * nobody can be reached.
   */
  readonly ask: <const Choice extends string>(
    question: Question<Choice>,
    options?: CreateOptions,
  ) => Promise<SettledPause<Choice>>;
  readonly pauses: Pauses;
  readonly events: Events;
  /** The log as the server tells it; whether it is true, the exported `audit.verify` finds out. */
  readonly audit: AuditLog;
  /** Where webhooks go and how they fared; what came by one, the exported `webhooks.verify` checks. */
  readonly webhooks: WebhookEndpoints;
  /** Who the key is, and what it may: the cheap call to check one. Throws `api_key_invalid`. */
  readonly me: (options?: CallOptions) => Promise<Me>;
}

/**
 * The calls, bound to a key and a server. Costs nothing: no connection is made before the first call.
 * Throws `api_key_invalid` where there is no key at all.
 *
 * ```ts
 * const { ask, pauses } = pausepoint(); // PAUSEPOINT_API_KEY, PAUSEPOINT_URL
 * const live = pausepoint({ apiKey, url: 'https://pausepoint.example.com' });
 * ```
 */
export function pausepoint(options: ClientOptions = {}): PausePoint {
  const send = sender(options);
  const pauses = pausesOver(send);
  return {
    pauses,
    events: eventsOver(send),
    audit: auditLogOver(send),
    webhooks: webhookEndpointsOver(send),
    me: ({ signal } = {}) => send({ method: 'GET', path: '/v1/auth/me', signal }),
    async ask<const Choice extends string>(
      question: Question<Choice>,
      options: CreateOptions = {},
    ) {
      const pause = await pauses.create(question, options);
      if (isSettled<Choice>(pause)) return pause;
      return pauses.wait<Choice>(pause.pause_id, { signal: options.signal });
    },
  };
}
