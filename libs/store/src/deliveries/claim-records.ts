// What is taken to be tried, and what came of it.
import type {
  ChannelName,
  DeliveryKind,
  EndpointChange,
  Mode,
  NoticeKind,
  PostedEventType,
  ReportedStatus,
  Step,
} from '@pausepoint/core';
import type { PauseRecord } from '../records.ts';

/** A delivery taken for a while; `attempt` (1 …) is the fencing token. */
export interface Claim {
  readonly developerId: string;
  readonly deliveryId: string;
  readonly kind: DeliveryKind;
  readonly mode: Mode;
  readonly pauseId: string;
  readonly attempt: number;
  /** Tries before it was last sent again on purpose, from which the schedule counts; absent: none. */
  readonly retriesFrom?: number;
}

/** What a vendor said later, of its own accord, of a message it was given. */
export interface VendorWord {
  readonly status: ReportedStatus;
  readonly error: string | null;
}

/** Six digits that prove who holds a link, while they are good. */
export interface ProofCode {
  readonly digits: string;
  readonly expiresAt: Date;
}

export interface NotificationClaim extends Claim {
  readonly notice: NoticeKind;
  readonly pause: PauseRecord;
  readonly recipientIndex: number;
  readonly channel: ChannelName;
  readonly address: string;
  readonly code: string;
  /** For an outcome: how its vendor names the message to edit. */
  readonly ref: string | null;
  /** Of a `code`: what it carries; null: another one has taken its place. */
  readonly proof: ProofCode | null;
  /** Came while an earlier try was under way, whose process died: it is out, do not send again. */
  readonly reported: VendorWord | null;
  /** The recipient reported this developer's messages: none is to be sent. */
  readonly unwanted: boolean;
  /** The developer is disabled: nobody is to be asked for them. */
  readonly disabled: boolean;
}

export interface WebhookClaim extends Claim {
  readonly event: { readonly id: string; readonly type: PostedEventType; readonly at: Date };
  /**
   * As it stood when the event happened, so that every try renders the same bytes; of what a webhook
   * does not tell, its words and recipients, nothing is there. Null for a `webhook.test`, which is about
   * no pause.
   */
  readonly pause: PauseRecord | null;
  /** Null: the pause's own `webhook_url`. */
  readonly endpointId: string | null;
  /** For how long the endpoint has failed at every try; null: it is well, or there is none. */
  readonly failingSeconds: number | null;
  readonly url: string;
  /** Names the endpoint's URL: sealed anew, it is another. Null: the pause's own `webhook_url`. */
  readonly urlSeal: Buffer | null;
  /** The current one first; during a rotation those before it too. */
  readonly secrets: readonly string[];
  /** The newest signed head of its log, a note; null: nothing of it is sealed yet. */
  readonly checkpoint: string | null;
}

export interface AttemptResult {
  readonly at: Date;
  readonly durationMs: number;
  readonly statusCode: number | null;
  /** A bounded excerpt of what came back. */
  readonly response: string | null;
  readonly error: string | null;
  readonly step: Step;
  /** How the vendor names the message, where it can be edited later. */
  readonly ref: string | null;
  /** What it changes about the webhook endpoint it went to; absent: nothing. */
  readonly endpoint?: ChangedEndpoint | undefined;
}

export interface ChangedEndpoint {
  readonly id: string;
  /** Of the URL the try went to: what it showed is no word about another. */
  readonly urlSeal: Buffer;
  readonly change: EndpointChange;
}
