// The rule: how a pause leaves `pending`. Pure; the caller brings the clock.
import { endings, type SettledStatus } from './ending.ts';
import type { ProblemCode } from './error.ts';

export type PauseStatus = 'pending' | SettledStatus;
export const pauseStatuses = ['pending', 'responded', 'timed_out', 'cancelled'] as const;

/** How an answer came in: tapped on the page, posted to the JSON twin, by vendor callback. */
export type Via = 'page' | 'api' | 'slack' | 'telegram' | 'sms' | 'dashboard';

/** What is known about who answered: who held the link or the phone, or whom a vendor vouches for. */
export type IdentifiedBy =
  | 'link'
  | 'caller_link'
  | 'code'
  | 'passkey'
  | 'signed_in'
  | 'phone_number'
  | 'slack_user'
  | 'telegram_user';

/** How much a wrong answer would cost: `high` asks the human to press and hold, on the page. */
export const risks = ['normal', 'high'] as const;
export type Risk = (typeof risks)[number];

/** The few facts about a pause that decide what may happen to it. */
export interface PauseState {
  readonly status: PauseStatus;
  readonly options: readonly string[];
  readonly allowTextResponse: boolean;
  readonly timeoutDefault: string | null;
  readonly expiresAt: Date;
}

export interface Answer {
  readonly choice: string;
  readonly text: string | null;
  readonly via: Via;
  readonly identifiedBy: IdentifiedBy;
  /** Whose link was used; null for the caller's own. */
  readonly recipientIndex: number | null;
  /** The vendor's id of the user who answered, where a vendor vouches for one. */
  readonly userId?: string | undefined;
}

/** The one act by which a pause leaves `pending`. */
export interface Settlement {
  readonly status: SettledStatus;
  readonly choice: string | null;
  readonly text: string | null;
  /** When the human answered; null unless a human did. */
  readonly responseAt: Date | null;
  readonly resolvedAt: Date;
  readonly answer: Answer | null;
}

export type Verdict = { readonly settlement: Settlement } | { readonly refusal: ProblemCode };

/** A human answers. Counts before the deadline, is refused from it on. */
export function respond(pause: PauseState, answer: Answer, now: Date): Verdict {
  const refusal = refusalOf(asOf(pause, now));
  if (refusal) return { refusal };
  if (!pause.options.includes(answer.choice)) return { refusal: 'option_not_offered' };
  if (answer.text !== null && !pause.allowTextResponse) return { refusal: 'invalid_request' };
  const { choice, text } = answer;
  return {
    settlement: { status: 'responded', choice, text, responseAt: now, resolvedAt: now, answer },
  };
}

/** The clock answers, with the default if there is one; never before `expiresAt`. */
export function timeOut(pause: PauseState, now: Date): Verdict {
  if (pause.status !== 'pending') return { refusal: 'already_settled' };
  if (now < pause.expiresAt) return { refusal: 'not_settled' };
  return { settlement: { ...unanswered, ...timedOut(pause) } };
}

/** The developer withdraws the question. */
export function cancel(pause: PauseState, now: Date): Verdict {
  if (asOf(pause, now) !== 'pending') return { refusal: 'already_settled' };
  return {
    settlement: { ...unanswered, status: 'cancelled', choice: null, resolvedAt: now },
  };
}

/** The status every reader sees: the deadline is a fact, the sweep only writes it down. */
export function asOf(pause: Pick<PauseState, 'status' | 'expiresAt'>, now: Date): PauseStatus {
  return pause.status === 'pending' && now >= pause.expiresAt ? 'timed_out' : pause.status;
}

/** What a timeout records: settled at the deadline itself, whenever the sweep came by. */
export const timedOut = (pause: Pick<PauseState, 'timeoutDefault' | 'expiresAt'>) =>
  ({
    status: 'timed_out',
    choice: pause.timeoutDefault,
    resolvedAt: pause.expiresAt,
  }) as const;

/** Why a link no longer answers; undefined while it does. */
export const refusalOf = (status: PauseStatus): ProblemCode | undefined =>
  status === 'pending' ? undefined : endings[status].refusal;

const unanswered = { text: null, responseAt: null, answer: null } as const;
