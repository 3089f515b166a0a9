// The client: `pausepoint({ apiKey }).ask({ … })`.
import { eventsOver, type Events } from './events.ts';
import {
  isSettled,
  pausesOver,
  type CreateOptions,
  type Pauses,
  type Question,
  type SettledPause,
} from './pauses.ts';
import { sender, type ClientOptions } from './request.ts';

export interface PausePoint {
  /**
   * Asks a human and waits for the end: an answer, the deadline or a cancel.
   *
   * ```ts
   * const answer = await pausepoint({ apiKey }).ask({
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
   * the question it already asked.
   */
  readonly ask: <const Choice extends string>(
    question: Question<Choice>,
    options?: CreateOptions,
  ) => Promise<SettledPause<Choice>>;
  readonly pauses: Pauses;
  readonly events: Events;
}

/** Costs nothing: no connection is made before the first call. */
export function pausepoint(options: ClientOptions): PausePoint {
  const send = sender(options);
  const pauses = pausesOver(send);
  return {
    pauses,
    events: eventsOver(send),
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
