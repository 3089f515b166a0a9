// The rule: how a pause leaves `pending`. Pure; the caller brings the clock.
import { endings } from './ending.ts';
import type { ProblemCode } from './error.ts';
import {
  needsPage,
  type Answer,
  type Held,
  type PauseState,
  type PauseStatus,
  type Settlement,
} from './pause-state.ts';
import { addMilliseconds, SECOND } from './time.ts';

export type Refusal = { readonly refusal: ProblemCode };
export type Verdict =
  | { readonly settlement: Settlement }
  | { readonly held: Held }
  | { readonly revoked: Held }
  | Refusal;

/**
 * A human answers. Counts before the deadline, is refused from it on; settles at once, or after the
 * time to take it back. While an answer is held no other one is taken, not even the same again.
 */
export function respond(
  pause: PauseState,
  answer: Answer,
  now: Date,
): { readonly settlement: Settlement } | { readonly held: Held } | Refusal {
  const refusal = refusalOf(asOf(pause, now)) ?? (pause.held && 'respond_link_used');
  if (refusal) return { refusal };
  if (isDisowned(pause, answer.recipientIndex)) return { refusal: 'respond_link_view_only' };
  if (!isProven(pause, answer)) return { refusal: 'page_required' };
  if (!pause.options.includes(answer.choice)) return { refusal: 'option_not_offered' };
  if (answer.text !== null && !pause.allowTextResponse) return { refusal: 'invalid_request' };
  if (pause.undoSeconds === 0) return { settlement: responded(answer, now, now) };
  const undo = addMilliseconds(now, pause.undoSeconds * SECOND);
  return { held: { answer, at: now, settlesAt: undo < pause.expiresAt ? undo : pause.expiresAt } };
}

/**
 * Whoever answered takes it back, by the link it came by, while it is held: as if it had never been.
 * @param by the recipient's index; null by the caller's own link
 */
export function revoke(
  pause: PauseState,
  by: number | null,
  now: Date,
): { readonly revoked: Held } | Refusal {
  const refusal = refusalOf(asOf(pause, now));
  if (refusal) return { refusal };
  if (!pause.held) return { refusal: 'not_settled' };
  if (pause.held.answer.recipientIndex !== by) return { refusal: 'respond_link_used' };
  return { revoked: pause.held };
}

/**
 * A recipient says that the message was not for them: it decides nothing, but by their link nobody
 * answers any more. Whoever has an answer held takes that back first.
 */
export function disown(
  pause: PauseState,
  by: number,
  now: Date,
): { readonly disownedBy: number } | Refusal {
  const refusal = refusalOf(asOf(pause, now));
  if (refusal) return { refusal };
  if (isDisowned(pause, by)) return { refusal: 'respond_link_view_only' };
  if (pause.held?.answer.recipientIndex === by) return { refusal: 'respond_link_used' };
  return { disownedBy: by };
}

/** @param by the recipient's index; null by the caller's own link, which nobody can disown */
export const isDisowned = ({ unwantedBy }: Pick<PauseState, 'unwantedBy'>, by: number | null) =>
  by !== null && unwantedBy.includes(by);

/**
 * The clock acts: a held answer becomes final, or else the default is taken if there is one. Never
 * before `dueAt`.
 */
export function timeOut(
  pause: Pick<PauseState, 'status' | 'timeoutDefault' | 'expiresAt' | 'held'>,
  now: Date,
): { readonly settlement: Settlement } | Refusal {
  if (pause.status !== 'pending') return { refusal: 'already_settled' };
  if (now < dueAt(pause)) return { refusal: 'not_settled' };
  return { settlement: byClock(pause) };
}

/** The developer withdraws the question; what is only held does not stand in the way. */
export function cancel(
  pause: PauseState,
  now: Date,
): { readonly settlement: Settlement } | Refusal {
  if (asOf(pause, now) !== 'pending') return { refusal: 'already_settled' };
  return {
    settlement: { ...unanswered, status: 'cancelled', choice: null, resolvedAt: now },
  };
}

/** When the clock settles it, unless somebody does before. */
export const dueAt = ({ held, expiresAt }: Pick<PauseState, 'held' | 'expiresAt'>): Date =>
  held?.settlesAt ?? expiresAt;

/** The status every reader sees: when it is due is a fact, the sweep only writes it down. */
export function asOf(
  pause: Pick<PauseState, 'status' | 'expiresAt' | 'held'>,
  now: Date,
): PauseStatus {
  if (pause.status !== 'pending' || now < dueAt(pause)) return pause.status;
  return pause.held ? 'responded' : 'timed_out';
}

/** What the clock records of a pending pause that is due, whenever the sweep comes by. */
export const byClock = (
  pause: Pick<PauseState, 'timeoutDefault' | 'expiresAt' | 'held'>,
): Settlement =>
  pause.held
    ? responded(pause.held.answer, pause.held.at, pause.held.settlesAt)
    : { ...unanswered, ...timedOut(pause) };

/** What a timeout records: settled at the deadline itself. */
export const timedOut = (pause: Pick<PauseState, 'timeoutDefault' | 'expiresAt'>) =>
  ({
    status: 'timed_out',
    choice: pause.timeoutDefault,
    resolvedAt: pause.expiresAt,
  }) as const;

/** Why a link no longer answers; undefined while it does. */
export const refusalOf = (status: PauseStatus): ProblemCode | undefined =>
  status === 'pending' ? undefined : endings[status].refusal;

/**
 * What needs the page is answered there, or by whoever is signed in; what asks for a proof takes that
 * very one. A plain link takes whatever came by.
 */
const isProven = (pause: PauseState, { via, identifiedBy }: Answer): boolean =>
  (!needsPage(pause) || via === 'page' || via === 'dashboard') &&
  (pause.require === 'link' || pause.require === identifiedBy);

const responded = (answer: Answer, responseAt: Date, resolvedAt: Date): Settlement => {
  const { choice, text } = answer;
  return { status: 'responded', choice, text, responseAt, resolvedAt, answer };
};

const unanswered = { text: null, responseAt: null, answer: null } as const;
