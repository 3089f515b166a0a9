// The three ends of a pause: who brings each about, what it is called, how a late tap is told.
import type { Actor, WebhookEventType } from './event.ts';
import type { ProblemCode } from './error.ts';

export type SettledStatus = 'responded' | 'timed_out' | 'cancelled';

interface Ending {
  readonly actor: Actor;
  readonly event: WebhookEventType;
  readonly refusal: ProblemCode;
}

export const endings = {
  responded: { actor: 'human', event: 'pause.responded', refusal: 'respond_link_used' },
  timed_out: { actor: 'system', event: 'pause.timed_out', refusal: 'deadline_passed' },
  cancelled: { actor: 'developer', event: 'pause.cancelled', refusal: 'pause_cancelled' },
} as const satisfies Record<SettledStatus, Ending>;
