-- Who uses the service. `developer` is the tenant; every other tenant table starts its key with it.

create table developer (
  id uuid not null,
  name text not null,
  plan text not null,
  created_at timestamptz(3) not null,
  disabled_at timestamptz(3),
  constraint developer_pkey primary key (id)
);

-- Without a password: whoever signs in by passkey or by the operator's identity provider alone.
-- email_verified_at: when it was last shown that mails to that address reach this person.

create table person (
  id uuid not null,
  email text not null,
  name text not null,
  password_hash text,
  email_verified_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint person_pkey primary key (id),
  constraint person_email_unique unique (email),
  constraint person_email_check check (email = lower(email))
);

create table membership (
  developer_id uuid not null,
  person_id uuid not null,
  role text not null,
  used_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint membership_pkey primary key (developer_id, person_id),
  constraint membership_role_check check (role in ('owner', 'developer', 'approver', 'auditor'))
);
create index membership_person_idx on membership (person_id);

-- created_at: when the person signed in, however often the token changed since; proved_at: when they
-- last showed who they are.

create table session (
  developer_id uuid not null,
  token_hash bytea not null,
  id uuid not null,
  person_id uuid not null,
  via text not null,
  device text,
  created_at timestamptz(3) not null,
  proved_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  constraint session_pkey primary key (developer_id, token_hash),
  constraint session_via_check check (via in ('sign_up', 'password', 'passkey', 'oidc', 'invitation'))
);
create index session_token_idx on session (token_hash);
create index session_person_idx on session (person_id);

-- Of one address one is open at a time: a new one revokes the one before. The token is only in the mail.

create table invitation (
  developer_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  token_hash bytea not null,
  invited_by uuid not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  revoked_at timestamptz(3),
  constraint invitation_pkey primary key (developer_id, id),
  constraint invitation_email_check check (email = lower(email)),
  constraint invitation_role_check check (role in ('owner', 'developer', 'approver', 'auditor'))
);
create index invitation_token_idx on invitation (token_hash);
create index invitation_email_idx on invitation (email);

-- To open an account of one's own where that takes an invitation: no developer's, since there is none yet.

create table sign_up_invitation (
  email text not null,
  id uuid not null,
  token_hash bytea not null,
  invited_by uuid,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  constraint sign_up_invitation_pkey primary key (email),
  constraint sign_up_invitation_email_check check (email = lower(email))
);
create index sign_up_invitation_token_idx on sign_up_invitation (token_hash);

-- What a person signs in with besides a password; theirs, whichever developers they belong to.

create table password_reset (
  person_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  constraint password_reset_pkey primary key (person_id)
);
create index password_reset_token_idx on password_reset (token_hash);

-- nonce_at as in passkey.

create table person_passkey (
  person_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  nonce_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  constraint person_passkey_pkey primary key (person_id, credential_id)
);

create table identity (
  person_id uuid not null,
  issuer text not null,
  subject text not null,
  created_at timestamptz(3) not null,
  constraint identity_pkey primary key (person_id, issuer, subject),
  constraint identity_subject_unique unique (issuer, subject)
);

-- Mails to people about their accounts. A reset asked for an unknown address is a row like any other, so
-- that asking takes the same time. The address is gone once nothing is left to do; a token is never here,
-- except, where nothing leaves the building, in the mail kept for the inbox.

create table account_mail (
  id uuid not null,
  kind text not null,
  developer_id uuid,
  address_sealed bytea,
  kept_sealed bytea,
  status text not null,
  attempts int not null default 0,
  next_attempt_at timestamptz,
  last_error text,
  created_at timestamptz(3) not null,
  constraint account_mail_pkey primary key (id),
  constraint account_mail_kind_check check (kind in ('password_reset', 'invitation', 'sign_up_invitation', 'address_confirmation')),
  constraint account_mail_status_check check (status in ('queued', 'sent', 'failed', 'dropped'))
);
create index account_mail_due_idx on account_mail (next_attempt_at) where next_attempt_at is not null;

create table api_key (
  developer_id uuid not null,
  id uuid not null,
  mode text not null,
  role text not null,
  policy text,
  prefix text not null,
  last4 text not null,
  name text,
  hash bytea not null,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  constraint api_key_pkey primary key (developer_id, id),
  constraint api_key_mode_check check (mode in ('live', 'test')),
  constraint api_key_role_check check (role in ('admin', 'agent'))
);
create index api_key_hash_idx on api_key (hash);
create index api_key_id_idx on api_key (id);

-- person_id: whoever signs in for it, where the address itself does not say.

create table approver (
  developer_id uuid not null,
  id uuid not null,
  mode text not null,
  name text not null,
  channel text not null,
  address_sealed bytea not null,
  masked text not null,
  person_id uuid,
  created_at timestamptz(3) not null,
  constraint approver_pkey primary key (developer_id, id),
  constraint approver_mode_check check (mode in ('live', 'test'))
);

-- What an approver confirms answers with, found by a keyed hash of developer, mode, site and address.
-- nonce_at is the time of the nonce in the last assertion that counted: an older one is a replay.

create table passkey (
  developer_id uuid not null,
  credential_id text not null,
  address_hash bytea not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  nonce_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  constraint passkey_pkey primary key (developer_id, credential_id)
);
create index passkey_address_idx on passkey (developer_id, address_hash);

-- The pause itself: narrow, so that settling it rewrites little. Its words are in pause_content.
-- due_at is when the clock settles it: the deadline, or earlier, the end of the time in which the
-- answer in held_… may still be taken back. unwanted_by: recipients whose links answer no more, for they
-- reported that the message was not for them. watch: it was asked by way of /api/pause, which lists its own.

create table pause (
  developer_id uuid not null,
  mode text not null,
  id uuid not null,
  status text not null default 'pending',
  revision smallint not null default 1,
  options text[] not null,
  allow_text_response boolean not null,
  timeout_default text,
  sandboxed boolean not null,
  risk text not null default 'normal',
  require text not null default 'link',
  undo_seconds smallint not null default 0,
  run_id text,
  watch boolean not null default false,
  webhook_url_sealed bytea,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  held_at timestamptz(3),
  held_choice text,
  held_text_sealed bytea,
  held_via text,
  held_identified_by text,
  held_recipient_index smallint,
  held_user_id_sealed bytea,
  held_data_sealed bytea,
  response_choice text,
  response_text_sealed bytea,
  response_at timestamptz(3),
  resolved_at timestamptz(3),
  via text,
  identified_by text,
  recipient_index smallint,
  user_id_sealed bytea,
  unwanted_by smallint[],
  constraint pause_pkey primary key (developer_id, mode, id),
  constraint pause_mode_check check (mode in ('live', 'test')),
  constraint pause_status_check check (status in ('pending', 'responded', 'timed_out', 'cancelled')),
  constraint pause_risk_check check (risk in ('normal', 'high')),
  constraint pause_deadline_check check (expires_at > created_at)
);
create index pause_due_idx on pause (due_at) where status = 'pending';
create index pause_held_idx on pause (developer_id, mode, id) where held_at is not null;
create index pause_status_idx on pause (developer_id, mode, status, id);
create index pause_run_idx on pause (developer_id, mode, run_id, id) where run_id is not null;
create index pause_watch_idx on pause
  (developer_id, mode, (case when status = 'responded' then response_choice else status end), id) where watch;

-- sealed: the words, who asks for whom, and whom they are put to; what stays readable is for matching.

create table pause_content (
  developer_id uuid not null,
  pause_id uuid not null,
  revision smallint not null default 1,
  developer_name text not null,
  metadata text,
  digest text not null,
  sealed bytea not null,
  constraint pause_content_pkey primary key (developer_id, pause_id, revision)
);

-- The key under which all that is personal in a pause is sealed, itself sealed with the operator's secret.
-- Once it is destroyed nobody can read any of it again, and the log's commitments stay.

create table pause_key (
  developer_id uuid not null,
  pause_id uuid not null,
  sealed bytea,
  erased_at timestamptz(3),
  constraint pause_key_pkey primary key (developer_id, pause_id),
  constraint pause_key_erased_check check ((sealed is null) = (erased_at is not null))
);

-- commitment: what the log says of whom it was; to the masked address, under a salt only the key gives.
-- address_hash: by which people who sign in find what waits for them; gone with the key.

create table pause_recipient (
  developer_id uuid not null,
  pause_id uuid not null,
  recipient_index smallint not null,
  channel text not null,
  commitment text not null,
  sealed bytea not null,
  code_hash bytea not null,
  address_hash bytea,
  after_seconds int not null default 0,
  constraint pause_recipient_pkey primary key (developer_id, pause_id, recipient_index)
);
create index pause_recipient_code_idx on pause_recipient (code_hash);

-- recipient_index -1 is the caller's own link.

create table response (
  developer_id uuid not null,
  pause_id uuid not null,
  revision smallint not null,
  recipient_index smallint not null,
  choice text not null,
  text_sealed bytea,
  user_id_sealed bytea,
  data_sealed bytea,
  via text not null,
  identified_by text not null,
  created_at timestamptz(3) not null,
  constraint response_pkey primary key (developer_id, pause_id, revision, recipient_index)
);

-- The one code that stands for whoever holds a link, until it expires or another takes its place. In the
-- clear it is nowhere; sealed only until its message is out. sent_at are the times of the last ones, and
-- wrong counts every wrong try at any of them.

create table proof_code (
  developer_id uuid not null,
  pause_id uuid not null,
  recipient_index smallint not null,
  delivery_id uuid not null,
  code_hash bytea not null,
  code_sealed bytea,
  sent_at timestamptz[] not null,
  expires_at timestamptz(3) not null,
  tries int not null default 0,
  wrong int not null default 0,
  constraint proof_code_pkey primary key (developer_id, pause_id, recipient_index)
);

create table pause_view (
  developer_id uuid not null,
  pause_id uuid not null,
  recipient_index smallint not null,
  viewed_at timestamptz(3) not null,
  constraint pause_view_pkey primary key (developer_id, pause_id, recipient_index)
);

create table idempotency (
  developer_id uuid not null,
  mode text not null,
  key text not null,
  fingerprint bytea not null,
  pause_id uuid not null,
  created_at timestamptz(3) not null,
  constraint idempotency_pkey primary key (developer_id, mode, key)
);

create table monthly_usage (
  developer_id uuid not null,
  period text not null,
  pauses int not null,
  constraint monthly_usage_pkey primary key (developer_id, period)
);

-- How the pauses of a day ended, once it is over and all of them have: see usage-by-day.ts.

create table daily_usage (
  developer_id uuid not null,
  mode text not null,
  day date not null,
  answered int not null,
  timed_out int not null,
  cancelled int not null,
  constraint daily_usage_pkey primary key (developer_id, mode, day),
  constraint daily_usage_mode_check check (mode in ('live', 'test'))
);

create table key_usage (
  developer_id uuid not null,
  key_id uuid not null,
  hour timestamptz(3) not null,
  pauses int not null,
  constraint key_usage_pkey primary key (developer_id, key_id)
);

-- By month of `id`, which begins with its time: audit/months.ts makes the months. What lies in none of
-- them, since somebody's clock was wrong, is caught by the default one.

create table audit_event (
  developer_id uuid not null,
  mode text not null,
  id uuid not null,
  type text not null,
  actor text not null,
  pause_id uuid,
  detail jsonb not null,
  created_at timestamptz(3) not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint audit_event_pkey primary key (developer_id, mode, id),
  constraint audit_event_mode_check check (mode in ('live', 'test')),
  constraint audit_event_actor_check check (actor in ('developer', 'human', 'system'))
) partition by range (id);
create index audit_event_pause_idx on audit_event (developer_id, pause_id, id) where pause_id is not null;
create index audit_event_xid_idx on audit_event (xid);
-- What the webhooks hear of: every ending, and the one failure that left nobody to reach.
create index audit_event_feed_idx on audit_event (developer_id, mode, xid, id)
  where type in ('pause.responded', 'pause.timed_out', 'pause.cancelled') or detail ->> 'unreachable' = 'true';
-- Kinds of which there may be one in a million; of the others there is always one near: see audit/narrow-audit.ts.
create index audit_event_rare_idx on audit_event (developer_id, mode, type, id)
  where type not in ('pause.created', 'pause.notified', 'pause.viewed', 'pause.responded', 'pause.timed_out', 'pause.webhook_delivered');
create table audit_event_default partition of audit_event default;

-- Months that are over and old enough are moved there, whole: see audit/archive-months.ts.

create schema if not exists archive;

-- Of a log: how many events of an archived month were its own, and the place behind the last of them.
create table audit_archive (
  developer_id uuid not null,
  mode text not null,
  month date not null,
  events bigint not null,
  ends_at bigint not null,
  constraint audit_archive_pkey primary key (developer_id, mode, month)
);

-- Whose events stay where they are, however old.
create table audit_hold (
  developer_id uuid not null,
  held_at timestamptz(3) not null,
  constraint audit_hold_pkey primary key (developer_id)
);

-- The log as it is sealed, one per developer and mode: RFC 6962. Leaves are the subtrees of level 0,
-- nodes those above; `edge` holds the roots of the complete subtrees at the right, 32 bytes each.

create table audit_log (
  developer_id uuid not null,
  mode text not null,
  size bigint not null,
  edge bytea not null,
  checkpoint text,
  sealed_at timestamptz(3),
  constraint audit_log_pkey primary key (developer_id, mode)
);

create table audit_leaf (
  developer_id uuid not null,
  mode text not null,
  sequence bigint not null,
  event_id uuid not null,
  hash bytea not null,
  constraint audit_leaf_pkey primary key (developer_id, mode, sequence),
  constraint audit_leaf_event_unique unique (developer_id, mode, event_id)
);

create table audit_node (
  developer_id uuid not null,
  mode text not null,
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  constraint audit_node_pkey primary key (developer_id, mode, level, index)
);

-- Every event of a transaction before it is sealed.

create table audit_horizon (
  only_one boolean not null default true,
  xid xid8 not null,
  constraint audit_horizon_pkey primary key (only_one),
  constraint audit_horizon_only_one_check check (only_one)
);

create table signing_key (
  kid text not null,
  public_key bytea not null,
  first_used_at timestamptz(3) not null,
  constraint signing_key_pkey primary key (kid)
);

-- What must reach the outside. next_attempt_at is schedule and lease in one; null: nothing to do.
-- Of a notification, `ref_sealed` names the message at its vendor (an outcome's: the one to edit), and
-- `reported` keeps what the vendor said of it while a try was still under way, and `in_doubt` that an
-- earlier try may have sent it. A webhook's schedule counts from `retries_from`, the tries before it
-- was last sent again on purpose. A test of an endpoint is about no pause: its `pause_id` is the
-- endpoint's own id.

create table delivery (
  developer_id uuid not null,
  pause_id uuid not null,
  id uuid not null,
  kind text not null,
  mode text not null,
  status text not null,
  attempts int not null default 0,
  retries_from int not null default 0,
  next_attempt_at timestamptz,
  last_error text,
  recipient_index smallint,
  notice text,
  ref_sealed bytea,
  reported text,
  reported_error text,
  in_doubt boolean not null default false,
  event_id uuid,
  event_type text,
  event_at timestamptz(3),
  endpoint_id uuid,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint delivery_pkey primary key (developer_id, pause_id, id),
  constraint delivery_mode_check check (mode in ('live', 'test')),
  constraint delivery_kind_check check (kind in ('notification', 'webhook')),
  constraint delivery_notice_check check (notice in ('question', 'reminder', 'outcome', 'code')),
  constraint delivery_reported_check check (reported in ('sent', 'delivered', 'failed')),
  constraint delivery_recipient_check check (
    (kind = 'notification') = (recipient_index is not null)
    and (kind = 'notification') = (notice is not null)
  )
);
create index delivery_due_idx on delivery (kind, next_attempt_at) where next_attempt_at is not null;
create index delivery_endpoint_idx on delivery (developer_id, endpoint_id, id) where kind = 'webhook';
create index delivery_dead_idx on delivery (developer_id, endpoint_id, id)
  where kind = 'webhook' and status = 'dead';

create table attempt (
  developer_id uuid not null,
  delivery_id uuid not null,
  attempt int not null,
  at timestamptz(3) not null,
  duration_ms int not null,
  status_code int,
  response text,
  error text,
  constraint attempt_pkey primary key (developer_id, delivery_id, attempt)
);

-- failing_since: the first failed try after a success. Disabled by us or by its owner: when and why.

create table webhook_endpoint (
  developer_id uuid not null,
  id uuid not null,
  mode text not null,
  url_sealed bytea not null,
  events text[] not null,
  enabled boolean not null default true,
  failing_since timestamptz(3),
  disabled_at timestamptz(3),
  disabled_reason text,
  secret_sealed bytea not null,
  previous_secrets jsonb not null default '[]',
  created_at timestamptz(3) not null,
  constraint webhook_endpoint_pkey primary key (developer_id, id),
  constraint webhook_endpoint_mode_check check (mode in ('live', 'test')),
  constraint webhook_endpoint_disabled_check check (
    disabled_reason in ('gone', 'failing', 'by_developer')
    and enabled = (disabled_at is null) and enabled = (disabled_reason is null)
  )
);

-- What the owners of an account are told by mail, a row for each; without a person there is nobody to
-- tell but the log. next_attempt_at as in delivery.

create table owner_mail (
  developer_id uuid not null,
  id uuid not null,
  kind text not null,
  person_id uuid,
  mode text not null,
  webhook_id uuid not null,
  reason text not null,
  failing_since timestamptz(3),
  status text not null,
  attempts int not null default 0,
  next_attempt_at timestamptz,
  last_error text,
  created_at timestamptz(3) not null,
  constraint owner_mail_pkey primary key (developer_id, id),
  constraint owner_mail_mode_check check (mode in ('live', 'test')),
  constraint owner_mail_kind_check check (kind in ('webhook_disabled')),
  constraint owner_mail_status_check check (status in ('queued', 'sent', 'failed'))
);
create index owner_mail_due_idx on owner_mail (next_attempt_at) where next_attempt_at is not null;

create table default_secret (
  developer_id uuid not null,
  mode text not null,
  secret_sealed bytea not null,
  previous_secrets jsonb not null default '[]',
  created_at timestamptz(3) not null,
  constraint default_secret_pkey primary key (developer_id, mode),
  constraint default_secret_mode_check check (mode in ('live', 'test'))
);

-- What a developer set for one of our integrations: it names people, so it is sealed.

create table integration_setting (
  developer_id uuid not null,
  mode text not null,
  integration text not null,
  sealed bytea not null,
  updated_at timestamptz(3) not null,
  constraint integration_setting_pkey primary key (developer_id, mode, integration),
  constraint integration_setting_mode_check check (mode in ('live', 'test'))
);

create table sandbox_message (
  developer_id uuid not null,
  id uuid not null,
  mode text not null,
  pause_id uuid not null,
  channel text not null,
  message_sealed bytea not null,
  created_at timestamptz(3) not null,
  constraint sandbox_message_pkey primary key (developer_id, id)
);
create index sandbox_message_id_idx on sandbox_message (id);

-- To whom a developer's messages have stopped, because they reported one.

create table unwanted (
  developer_id uuid not null,
  mode text not null,
  address_hash bytea not null,
  channel text not null,
  pause_id uuid not null,
  reported_at timestamptz(3) not null,
  constraint unwanted_pkey primary key (developer_id, mode, address_hash),
  constraint unwanted_mode_check check (mode in ('live', 'test'))
);

-- Whoever is reached through one line of the operator's is one human, whichever developer asks; so
-- these belong to none. Addresses are only here as keyed hashes.

create table reply_digit (
  phone_hash bytea not null,
  digit smallint not null,
  developer_id uuid not null,
  pause_id uuid not null,
  recipient_index smallint not null,
  choice smallint not null,
  expires_at timestamptz(3) not null,
  constraint reply_digit_pkey primary key (phone_hash, digit),
  constraint reply_digit_check check (digit >= 1 and digit <= 9)
);
create index reply_digit_expiry_idx on reply_digit (expires_at);

create table message_allowance (
  address_hash bytea not null,
  sent_at timestamptz[] not null,
  last_at timestamptz(3) not null,
  constraint message_allowance_pkey primary key (address_hash)
);
create index message_allowance_last_idx on message_allowance (last_at);

create table heard_reply (
  id text not null,
  heard_at timestamptz(3) not null,
  constraint heard_reply_pkey primary key (id)
);

-- The installation itself; belongs to no developer.

create table installation (
  only_one boolean not null default true,
  key_fingerprint text not null,
  setup_token_sealed bytea,
  constraint installation_pkey primary key (only_one),
  constraint installation_only_one_check check (only_one)
);

-- In which numbers audit_event.xid is written: see renumber-events.ts.

create table event_numbering (
  only_one boolean not null default true,
  cluster text not null,
  era int not null default 0,
  constraint event_numbering_pkey primary key (only_one),
  constraint event_numbering_only_one_check check (only_one)
);

create table heartbeat (
  process_id text not null,
  role text not null,
  at timestamptz(3) not null,
  constraint heartbeat_pkey primary key (process_id)
);

create table rate_limit (
  key varchar(255) not null,
  points int not null default 0,
  expire bigint,
  constraint rate_limit_pkey primary key (key)
);
