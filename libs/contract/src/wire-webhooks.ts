// The public JSON of webhook endpoints and what was sent to them, as TypeScript reads it. Types only,
// importing nothing, as wire.ts.

/** As `WebhookEventType`. */
type WebhookEventName =
  'pause.responded' | 'pause.timed_out' | 'pause.cancelled' | 'pause.notification_failed';

/** The body of `POST /v1/webhooks`. */
export interface RegisterWebhook {
  /** https and a public address, unless the server allows private ones. */
  url: string;
  /** Which events it hears of, each named once. */
  events: readonly WebhookEventName[];
  /** Your own, 16 characters at least. Left out: one is made, and told this once. */
  secret?: string | null | undefined;
}

/** The body of `PATCH /v1/webhooks/{id}`: what is to be otherwise. */
export interface UpdateWebhook {
  url?: string | undefined;
  events?: readonly WebhookEventName[] | undefined;
  /** `true` also forgets that it failed. `false`: nothing more is sent, and what waits is given up. */
  enabled?: boolean | undefined;
}

/** An endpoint of yours. */
export interface Webhook {
  webhook_id: string;
  url: string;
  events: WebhookEventName[];
  enabled: boolean;
  /** The first failed try after a success. After 5 days the webhook is disabled. */
  failing_since: string | null;
  disabled_at: string | null;
  /** `gone`: it answered 410. `failing`: for 5 days. `by_developer`: you said so. */
  disabled_reason: 'gone' | 'failing' | 'by_developer' | null;
  created_at: string;
}

export interface NewWebhook extends Webhook {
  /** Only where the server made it, and only this once. */
  secret?: string | undefined;
}

export interface WebhookList {
  data: Webhook[];
  next_cursor: string | null;
}

export type DeliveryStatus = 'pending' | 'delivered' | 'dead';

/** One event on its way to one endpoint, with every try. */
export interface Delivery {
  delivery_id: string;
  /** Null: it goes to the pause’s own `webhook_url`. */
  webhook_id: string | null;
  /** Null: a test is about no pause. */
  pause_id: string | null;
  /** The `id` of the body, the same on every try. */
  event_id: string;
  event_type: WebhookEventName | 'webhook.test';
  /** `dead`: no try follows; it can be sent again. */
  status: DeliveryStatus;
  created_at: string;
  /** Null: no try follows. */
  next_attempt_at: string | null;
  last_error: string | null;
  /** The oldest first; of very many the newest 50. */
  attempts: {
    at: string;
    /** Null: no answer came. */
    status_code: number | null;
    duration_ms: number;
    /** How the answer’s body begins. */
    response: string | null;
    error: string | null;
  }[];
}

export interface DeliveryList {
  data: Delivery[];
  next_cursor: string | null;
}
