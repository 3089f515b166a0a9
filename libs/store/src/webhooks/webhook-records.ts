// Webhook endpoints and what was sent to them, as the store gives them.
import type {
  DisabledReason,
  Mode,
  PostedEventType,
  WebhookEventType,
  WebhookStatus,
} from '@pausepoint/core';
import type { Scope } from '../records.ts';

export interface WebhookRecord {
  readonly id: string;
  readonly developerId: string;
  readonly mode: Mode;
  readonly url: string;
  readonly events: readonly WebhookEventType[];
  readonly enabled: boolean;
  /** The first failed try after a success; null: the last one was heard, or there was none. */
  readonly failingSince: Date | null;
  readonly disabledAt: Date | null;
  readonly disabledReason: DisabledReason | null;
  readonly createdAt: Date;
}

/** A webhook on its way, or what came of it. */
export interface DeliveryRecord {
  readonly id: string;
  /** Null: it goes to the pause's own `webhook_url`. */
  readonly endpointId: string | null;
  /** Null: the test of an endpoint. */
  readonly pauseId: string | null;
  readonly eventId: string;
  readonly eventType: PostedEventType;
  readonly status: WebhookStatus;
  readonly createdAt: Date;
  /** Null: none follows. Of a try under way, when it began. */
  readonly nextAttemptAt: Date | null;
  readonly lastError: string | null;
  /** Oldest first. */
  readonly attempts: readonly AttemptRecord[];
}

export interface AttemptRecord {
  readonly at: Date;
  readonly durationMs: number;
  readonly statusCode: number | null;
  readonly response: string | null;
  readonly error: string | null;
}

export interface DeliveryFilter extends Scope {
  readonly endpointId?: string | undefined;
  readonly pauseId?: string | undefined;
  readonly eventType?: PostedEventType | undefined;
  readonly status?: WebhookStatus | undefined;
  readonly id?: string | undefined;
  readonly limit: number;
  /** The last delivery of the page before. */
  readonly before?: string | undefined;
}
