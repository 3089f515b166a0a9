// The words of the rule: what a pause is, how it is answered, how it ends.
import type { SettledStatus } from './ending.ts';

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

/** What must be known of whoever answers, from weakest to strongest. */
export const requirements = ['link', 'code', 'signed_in', 'passkey'] as const;
export type Requirement = (typeof requirements)[number];

/** Only the page can ask for more than one tap: no button or reply in a message, no program. */
export const needsPage = ({
  risk,
  require,
}: {
  readonly risk: Risk;
  readonly require: Requirement;
}): boolean => risk === 'high' || require !== 'link';

/** The few facts about a pause that decide what may happen to it. */
export interface PauseState {
  readonly status: PauseStatus;
  readonly options: readonly string[];
  readonly allowTextResponse: boolean;
  readonly timeoutDefault: string | null;
  readonly expiresAt: Date;
  readonly risk: Risk;
  /** What must be known of whoever answers. */
  readonly require: Requirement;
  /** How long whoever answers may take it back; 0: an answer is final at once. */
  readonly undoSeconds: number;
  /** An answer that counts but is not final yet; null unless the pause is pending. */
  readonly held: Held | null;
  /** Recipients, by index, who reported that the message was not for them: their links answer no more. */
  readonly unwantedBy: readonly number[];
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
  /** What proves who answered, as JSON: kept beside the answer, told nobody. */
  readonly evidence?: Readonly<Record<string, unknown>> | undefined;
}

export interface Held {
  readonly answer: Answer;
  /** When the human answered: before the deadline. */
  readonly at: Date;
  /** When it becomes final; at the deadline at the latest. */
  readonly settlesAt: Date;
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
