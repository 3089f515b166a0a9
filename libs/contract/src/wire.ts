// The public JSON as TypeScript reads it. Types only, importing nothing: the client publishes them.

export type Mode = 'live' | 'test';
export type PauseStatus = 'pending' | 'responded' | 'timed_out' | 'cancelled';
export type Channel = 'sms' | 'email' | 'slack' | 'telegram' | 'whatsapp' | 'link';
/** `high`: the human presses and holds, on the page. */
export type Risk = 'normal' | 'high';
/** From weakest to strongest. */
export type Requirement = 'link' | 'code' | 'signed_in' | 'passkey';
export type NotificationStatus =
  'queued' | 'sending' | 'maybe_sent' | 'sent' | 'delivered' | 'failed' | 'sandboxed';

/** One labelled fact, shown to the human apart from the agent's own words. */
export interface Fact {
  label: string;
  value: unknown;
  kind?: 'text' | 'money' | 'count' | 'url' | 'diff' | 'json' | undefined;
}

/** Who asks. */
export interface Agent {
  name?: string | undefined;
  run_id?: string | undefined;
  on_behalf_of?: string | undefined;
}

/** One of several who are asked at once. */
export interface Recipient {
  recipient: string;
  channel: Channel;
  name?: string | null | undefined;
}

/** Who is asked when nobody has answered. */
export interface Fallback {
  /** After the pause was opened; less than its timeout. */
  after_seconds: number;
  recipient: string;
  channel: Exclude<Channel, 'link'>;
}

/** The body of `POST /v1/pause`. */
export interface CreatePause {
  /** Whom to ask: a phone number, an e-mail address, a Slack URL or id, a Telegram chat id. */
  recipient?: string | undefined;
  /** `link`: nothing is sent, you hand over `respond_url` yourself. */
  channel?: Channel | undefined;
  /** Instead of `recipient` and `channel`: 1-10, each with a link of their own. */
  recipients?: readonly Recipient[] | undefined;
  /** Whose answer decides. Default `first`, the only rule so far. */
  decide_by?: 'first' | undefined;
  /** Asked when nobody has answered by then, or when a message before failed for good. */
  fallback?: readonly Fallback[] | null | undefined;
  /** Reminds once; less than the timeout. Default null: never. */
  remind_after_seconds?: number | null | undefined;
  /** The question, 1-2000 characters. */
  message: string;
  /** 2-5 distinct answers of 1-80 characters. */
  options: readonly string[];
  /** Let the human add a note. Default false. */
  allow_text_response?: boolean | undefined;
  /** Default 24. Clamped to the longest allowed; `expires_at` is the truth. */
  timeout_hours?: number | undefined;
  /** Instead of `timeout_hours`. */
  timeout_seconds?: number | undefined;
  /** The option chosen when nobody answers. Default null: none. */
  timeout_default?: string | null | undefined;
  /** How much a wrong answer would cost. Default `normal`. */
  risk?: Risk | undefined;
  /** What must be known of whoever answers. Default `link`. */
  require?: Requirement | undefined;
  /** 0-60: how long the human may take an answer back. Default 0: it is final at once. */
  undo_seconds?: number | undefined;
  /** Yours; comes back as the same JSON text. */
  metadata?: Record<string, unknown> | null | undefined;
  /** Facts shown to the human, in this order. */
  context?: Record<string, unknown> | readonly Fact[] | null | undefined;
  webhook_url?: string | null | undefined;
  agent?: Agent | null | undefined;
}

export interface Notification {
  status: NotificationStatus;
  attempts: number;
  last_error?: string | undefined;
  at: string;
}

export interface PauseRecipient {
  index: number;
  name: string | null;
  channel: string;
  /** Masked: `+1•••••1928`; null once erased. */
  recipient: string | null;
  /** 0: asked at once. More: a fallback. */
  after_seconds: number;
  notification: Notification;
}

/** How an answer came and what is known of who gave it. */
export interface Decision {
  via: string;
  identified_by: string;
  recipient_index: number | null;
  /** The vendor's id of who answered; only where a vendor vouches for one. */
  user_id?: string | undefined;
}

/** A pause as every endpoint answers it. */
export interface Pause {
  pause_id: string;
  status: PauseStatus;
  mode: Mode;
  /** The caller's own link; a recipient's link is another one. */
  respond_url: string;
  created_at: string;
  expires_at: string;
  developer_name: string;
  agent: Agent | null;
  /** Null once its personal data was erased, as `context`, `agent` and the recipients' names are. */
  message: string | null;
  context: Fact[] | null;
  options: string[];
  allow_text_response: boolean;
  timeout_default: string | null;
  risk: Risk;
  require: Requirement;
  undo_seconds: number;
  /** Somebody has answered and may still take it back: it becomes final then. Else null. */
  settles_at: string | null;
  metadata: Record<string, unknown> | null;
  content_digest: string;
  digest_salt: string | null;
  /** The human's choice; after a timeout `timeout_default` or null. See `human_decided`. */
  response_choice: string | null;
  response_text: string | null;
  /** When the human answered; null unless a human did. */
  response_at: string | null;
  /** When the pause left `pending`, by whatever way. */
  resolved_at: string | null;
  /** True only when a human answered. */
  human_decided: boolean;
  decision: Decision | null;
  recipients: PauseRecipient[];
  /** The first recipient's, as are `channel` and `notification`. */
  recipient: string | null;
  channel: string | null;
  notification: Notification | null;
  /**
   * True while nobody can be reached any more: every message has failed for good, fallbacks included.
   * The pause stays open until its deadline or your cancel.
   */
  undeliverable: boolean;
  /** When its personal data was erased; null as a rule. */
  personal_data_erased_at: string | null;
}

export interface PauseList {
  data: Pause[];
  next_cursor: string | null;
}

export type WebhookEventType =
  'pause.responded' | 'pause.timed_out' | 'pause.cancelled' | 'pause.notification_failed';

/** The body of a webhook. The same event has the same id and bytes on every try. */
export interface WebhookEvent {
  id: string;
  type: WebhookEventType;
  /** The same as `type`. */
  event: WebhookEventType;
  mode: Mode;
  pause_id: string;
  developer_id: string;
  timestamp: string;
  data: {
    status: PauseStatus;
    choice: string | null;
    text: string | null;
    response_at: string | null;
    human_decided: boolean;
    decision: Decision | null;
    metadata: Record<string, unknown> | null;
    content_digest: string;
  };
}

/** A page of the feed: what webhooks carry, in the order it was committed. */
export interface EventPage {
  data: WebhookEvent[];
  /** Where to go on, always: the end of the feed is only its end so far. */
  next_cursor: string;
}

/** RFC 9457 problem details: how every refusal is told. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  request_id: string;
  /** Every fault in the request, with an RFC 6901 pointer. */
  errors?: { pointer: string; detail: string }[] | undefined;
}

/** What went wrong, to branch on. */
export type ProblemCode =
  | 'malformed_json'
  | 'api_key_invalid'
  | 'session_required'
  | 'credentials_invalid'
  | 'plan_limit_reached'
  | 'channel_not_in_plan'
  | 'policy_denied'
  | 'role_denied'
  | 'approver_limit_reached'
  | 'sign_up_closed'
  | 'respond_link_view_only'
  | 'page_required'
  | 'request_forged'
  | 'not_found'
  | 'respond_link_invalid'
  | 'method_not_allowed'
  | 'already_settled'
  | 'not_settled'
  | 'webhook_disabled'
  | 'email_taken'
  | 'respond_link_used'
  | 'deadline_passed'
  | 'pause_cancelled'
  | 'personal_data_erased'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'invalid_request'
  | 'invalid_recipient'
  | 'option_not_offered'
  | 'idempotency_key_reused'
  | 'webhook_url_refused'
  | 'rate_limited'
  | 'internal_error'
  | 'channel_unavailable'
  | 'overloaded';
