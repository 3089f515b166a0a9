// Every way a request can be refused: one code, one HTTP status, one title (RFC 9457).

export const problems = {
  malformed_json: [400, 'The body is not valid JSON'],
  api_key_invalid: [401, 'The API key is missing, unknown or revoked'],
  session_required: [401, 'Sign in first'],
  credentials_invalid: [401, 'E-mail or password is wrong'],
  plan_limit_reached: [402, 'This month’s pauses are used up'],
  channel_not_in_plan: [403, 'The plan does not include this channel'],
  policy_denied: [403, 'The key’s policy does not allow this'],
  role_denied: [403, 'This role may not do this'],
  approver_limit_reached: [403, 'The plan’s number of approvers is reached'],
  sign_up_closed: [403, 'Sign-up is closed on this server'],
  respond_link_view_only: [403, 'This link shows the question but cannot answer it'],
  page_required: [403, 'Answer on the page, not through the API'],
  request_forged: [403, 'The request did not come from this site'],
  not_found: [404, 'There is nothing here'],
  respond_link_invalid: [404, 'This link is not valid'],
  method_not_allowed: [405, 'This method is not offered here'],
  already_settled: [409, 'The pause is already settled'],
  not_settled: [409, 'The pause is not settled yet'],
  webhook_disabled: [409, 'Nothing is sent to this webhook any more'],
  email_taken: [409, 'This e-mail address already has an account'],
  respond_link_used: [410, 'This question has been answered'],
  deadline_passed: [410, 'The time to answer is over'],
  pause_cancelled: [410, 'The question was withdrawn'],
  personal_data_erased: [410, 'The personal data of this pause was erased'],
  body_too_large: [413, 'The body is larger than 64 KiB'],
  unsupported_media_type: [415, 'Send application/json'],
  invalid_request: [422, 'The request has faults'],
  invalid_recipient: [422, 'The recipient does not fit the channel'],
  option_not_offered: [422, 'This is not one of the options'],
  idempotency_key_reused: [422, 'This Idempotency-Key was used with another body'],
  webhook_url_refused: [422, 'Webhooks cannot be sent to this URL'],
  rate_limited: [429, 'Too many requests'],
  internal_error: [500, 'Something broke on our side'],
  channel_unavailable: [503, 'This channel is not set up on this server'],
  overloaded: [503, 'The server is busy'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problems;

/** One fault in a request; `pointer` is an RFC 6901 JSON pointer (or `#/query/…`, `#/header/…`). */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

interface ErrorExtras {
  readonly errors?: readonly Fault[];
  readonly retryAfterSeconds?: number;
}

/** A refusal meant for the caller. Thrown anywhere, turned into problem+json in one place. */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly Fault[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, detail?: string, extras: ErrorExtras = {}) {
    super(detail ?? problems[code][1]);
    this.name = 'DomainError';
    this.code = code;
    this.errors = extras.errors;
    this.retryAfterSeconds = extras.retryAfterSeconds;
  }
}
