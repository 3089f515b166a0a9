// What the store takes and gives: camelCase, Dates, bare UUIDs. No SQL, no ORM.
import type {
  Actor,
  Answer,
  ChannelName,
  Content,
  EventType,
  IdentifiedBy,
  Mode,
  NotificationStatus,
  PauseState,
  PauseStatus,
  Requirement,
  Risk,
  Verdict,
  Via,
} from '@pausepoint/core';

export type {
  AttemptResult,
  ChangedEndpoint,
  Claim,
  NotificationClaim,
  ProofCode,
  VendorWord,
  WebhookClaim,
} from './deliveries/claim-records.ts';

export interface PauseKey {
  readonly developerId: string;
  readonly pauseId: string;
}

/** One of the two worlds of one developer; what every read is narrowed to. */
export interface Scope {
  readonly developerId: string;
  readonly mode: Mode;
}

export interface Recipient {
  readonly index: number;
  readonly name: string | null;
  readonly channel: ChannelName;
  readonly masked: string;
  /** 0: asked at once; else a fallback, asked this long after the pause was opened at the latest. */
  readonly afterSeconds: number;
  /** What became of the question to this recipient. */
  readonly notification: {
    readonly status: NotificationStatus;
    readonly attempts: number;
    readonly lastError: string | null;
    readonly at: Date;
  };
}

export interface Decision {
  readonly via: Via;
  readonly identifiedBy: IdentifiedBy;
  readonly recipientIndex: number | null;
  /** The vendor's id of who answered, where a vendor vouches for one. */
  readonly userId: string | null;
}

/** What a pause is opened with and keeps for ever. */
interface Opened {
  readonly id: string;
  readonly developerId: string;
  readonly mode: Mode;
  readonly createdAt: Date;
  readonly content: Content;
  readonly contentDigest: string;
  readonly digestSalt: string;
  /** JSON text exactly as it came. */
  readonly metadata: string | null;
  readonly sandboxed: boolean;
  readonly risk: Risk;
  readonly require: Requirement;
  readonly undoSeconds: number;
  /** Asked by way of `/api/pause`, with its context as it came (JSON text); null: by way of `/v1`. */
  readonly watch: { readonly context: string | null } | null;
}

/**
 * A pause as of the database's clock: an overdue one already reads `timed_out`, one whose held answer
 * has become final `responded`.
 */
export interface PauseRecord extends Opened, PauseState {
  readonly responseChoice: string | null;
  readonly responseText: string | null;
  readonly responseAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly decision: Decision | null;
  readonly recipients: readonly Recipient[];
  /**
   * When its personal data was erased: message and masked addresses are empty then, agent, context, names
   * and the answer's text null.
   */
  readonly erasedAt: Date | null;
}

export interface NewRecipient {
  readonly index: number;
  readonly name: string | null;
  readonly channel: ChannelName;
  readonly address: string;
  readonly masked: string;
  /** The short code of this recipient's link: stored hashed, and sealed so that the link can be rendered. */
  readonly code: string;
  /** As in `Recipient`. */
  readonly afterSeconds: number;
  /** Nothing is sent: the caller hands the link over (channel `link`). */
  readonly handedOver: boolean;
}

export interface NewPause extends Opened {
  readonly webhookUrl: string | null;
  readonly recipients: readonly NewRecipient[];
  /** When whoever was asked at once is asked again; null: never. */
  readonly remindAfterSeconds: number | null;
  readonly idempotency: { readonly key: string; readonly fingerprint: Buffer } | null;
  /** Null: no counter is touched. */
  readonly monthlyQuota: number | null;
  /** How many the key may open within an hour of the clock; null: no counter is touched. */
  readonly hourlyQuota: { readonly keyId: string; readonly pauses: number } | null;
}

export interface PauseFilter extends Scope {
  readonly status?: PauseStatus | undefined;
  readonly channel?: ChannelName | undefined;
  readonly runId?: string | undefined;
  readonly createdAfter?: Date | undefined;
  readonly createdBefore?: Date | undefined;
  readonly limit: number;
  /** The last pause of the page before. */
  readonly before?: string | undefined;
}

export interface PauseSearch extends PauseFilter {
  /** Its value as text: of a string the string, of all else its JSON. `order.id` is looked for within. */
  readonly metadata?: { readonly key: string; readonly value: string } | undefined;
}

export interface FoundPauses {
  readonly pauses: readonly PauseRecord[];
  /** How many were looked at for them. */
  readonly searched: number;
  /** The last one looked at, from where to go on; null: there is no more. */
  readonly next: string | null;
}

export type Act =
  | {
      readonly kind: 'respond';
      readonly developerId: string;
      readonly pauseId: string;
      readonly answer: Answer;
      /** The vendor's id of the press, where it may be told again after the answer was taken back. */
      readonly pressId?: string | undefined;
    }
  | {
      /** Takes a held answer back. */
      readonly kind: 'revoke';
      readonly developerId: string;
      readonly pauseId: string;
      /** Whose link it is; null: the caller's own. */
      readonly recipientIndex: number | null;
    }
  | {
      readonly kind: 'cancel';
      readonly developerId: string;
      readonly mode: Mode;
      readonly pauseId: string;
    };

export interface Settled {
  readonly key: PauseKey;
  readonly verdict: Verdict | { readonly refusal: 'not_found' };
}

/** Which events of a log are asked for. */
export interface AuditWish extends Scope {
  readonly pauseId?: string | undefined;
  readonly eventType?: EventType | undefined;
  readonly actor?: Actor | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

export interface AuditFilter extends AuditWish {
  readonly limit: number;
  /** The last event of the page before. */
  readonly after?: string | undefined;
}

export interface AuditRecord {
  readonly id: string;
  readonly type: EventType;
  readonly actor: Actor;
  readonly pauseId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  /** Its place in the log, and what the log holds of it: null until it is sealed. */
  readonly sequence: number | null;
  readonly leafHash: Uint8Array | null;
}

/** What would have been sent to a human, had the delivery not been sandboxed. */
export interface SandboxMessage {
  readonly id: string;
  readonly developerId: string;
  readonly mode: Mode;
  readonly pauseId: string;
  readonly channel: ChannelName;
  readonly recipient: string;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly createdAt: Date;
}
