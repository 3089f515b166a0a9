// The only way a pause leaves the house: as JSON for its developer.
import {
  formatId,
  isUndeliverable,
  iso,
  isoOrNull,
  timedOut,
  type ChannelName,
  type Content,
  type Held,
  type IdentifiedBy,
  type Mode,
  type NotificationStatus,
  type PauseStatus,
  type Requirement,
  type Risk,
  type Via,
} from '@pausepoint/core';
import { rawOrNull, type RawJson } from './json/raw-json.ts';
import type * as wire from './wire.ts';

/** What the presenters need of the store's pause record. */
export interface PresentablePause {
  readonly id: string;
  readonly developerId: string;
  readonly mode: Mode;
  /** As of now: an overdue pause reads as the clock settles it, swept or not. */
  readonly status: PauseStatus;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly risk: Risk;
  readonly require: Requirement;
  readonly undoSeconds: number;
  /** An answer that may still be taken back. */
  readonly held: Pick<Held, 'settlesAt'> | null;
  readonly content: Content;
  readonly contentDigest: string;
  readonly digestSalt: string;
  /** JSON text exactly as it came. */
  readonly metadata: string | null;
  readonly responseChoice: string | null;
  readonly responseText: string | null;
  readonly responseAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly decision: {
    readonly via: Via;
    readonly identifiedBy: IdentifiedBy;
    readonly recipientIndex: number | null;
    /** The vendor's id of who answered; null where no vendor vouches for anybody. */
    readonly userId: string | null;
  } | null;
  readonly recipients: readonly PresentableRecipient[];
  /** When its personal data was erased. */
  readonly erasedAt?: Date | null;
}

interface PresentableRecipient {
  readonly index: number;
  readonly name: string | null;
  readonly channel: ChannelName;
  readonly masked: string;
  /** 0: asked at once. More: a fallback. */
  readonly afterSeconds: number;
  readonly notification: {
    readonly status: NotificationStatus;
    readonly attempts: number;
    readonly lastError: string | null;
    readonly at: Date;
  };
}

/** An answer whose `metadata` is spliced in by `toJson`. */
export type PresentedPause = Omit<wire.Pause, 'metadata'> & { metadata: RawJson | null };

export interface PauseLinks {
  /** The caller's own link. */
  readonly respondUrl: string;
}

export function presentPause(pause: PresentablePause, links: PauseLinks): PresentedPause {
  const { content } = pause;
  const erased = pause.erasedAt ?? null;
  const recipients = pause.recipients.map((one) => presentRecipient(one, erased !== null));
  const outcome = outcomeOf(pause);
  return {
    pause_id: formatId('pause', pause.id),
    status: pause.status,
    mode: pause.mode,
    respond_url: links.respondUrl,
    created_at: iso(pause.createdAt),
    expires_at: iso(pause.expiresAt),
    developer_name: content.developerName,
    agent: content.agent,
    message: erased ? null : content.message,
    context: content.context as wire.Fact[] | null,
    options: content.options as string[],
    allow_text_response: content.allowTextResponse,
    timeout_default: content.timeoutDefault,
    risk: pause.risk,
    require: pause.require,
    undo_seconds: pause.undoSeconds,
    settles_at: isoOrNull(settlesAt(pause)),
    metadata: rawOrNull(pause.metadata),
    content_digest: pause.contentDigest,
    digest_salt: erased ? null : pause.digestSalt,
    response_choice: outcome.choice,
    response_text: outcome.text,
    response_at: outcome.response_at,
    resolved_at: isoOrNull(resolvedAt(pause)),
    human_decided: outcome.human_decided,
    decision: outcome.decision,
    recipients,
    recipient: recipients[0]?.recipient ?? null,
    channel: recipients[0]?.channel ?? null,
    notification: recipients[0]?.notification ?? null,
    undeliverable: isUndeliverable(pause),
    personal_data_erased_at: isoOrNull(erased),
  };
}

/** @param respondUrl the caller's link of each */
export const presentPauseList = <T extends PresentablePause>(
  pauses: readonly T[],
  respondUrl: (pause: T) => string,
  nextCursor: string | null,
) => ({
  data: pauses.map((pause) => presentPause(pause, { respondUrl: respondUrl(pause) })),
  next_cursor: nextCursor,
});

/** What was decided, and whether a human did: shared by polls and webhooks. */
export function outcomeOf(pause: PresentablePause) {
  const byHuman = pause.status === 'responded';
  return {
    choice: pause.status === 'timed_out' ? timedOut(deadline(pause)).choice : pause.responseChoice,
    text: byHuman ? pause.responseText : null,
    response_at: byHuman ? isoOrNull(pause.responseAt) : null,
    human_decided: byHuman,
    decision: byHuman ? presentDecision(pause.decision) : null,
  };
}

// A pause read between its deadline and the sweep has nothing written down yet.
export const resolvedAt = (pause: PresentablePause): Date | null =>
  pause.status === 'timed_out' ? timedOut(deadline(pause)).resolvedAt : pause.resolvedAt;

const settlesAt = ({ status, held }: PresentablePause): Date | null =>
  (status === 'pending' && held?.settlesAt) || null;

const deadline = (pause: PresentablePause) => ({
  timeoutDefault: pause.content.timeoutDefault,
  expiresAt: pause.expiresAt,
});

const presentDecision = (decision: PresentablePause['decision']): wire.Decision | null =>
  decision && {
    via: decision.via,
    identified_by: decision.identifiedBy,
    recipient_index: decision.recipientIndex,
    ...(decision.userId === null ? {} : { user_id: decision.userId }),
  };

function presentRecipient(recipient: PresentableRecipient, erased: boolean): wire.PauseRecipient {
  const { status, attempts, lastError, at } = recipient.notification;
  return {
    index: recipient.index,
    name: recipient.name,
    channel: recipient.channel,
    recipient: erased ? null : recipient.masked,
    after_seconds: recipient.afterSeconds,
    notification: {
      status,
      attempts,
      ...(lastError === null ? {} : { last_error: lastError }),
      at: iso(at),
    },
  };
}
