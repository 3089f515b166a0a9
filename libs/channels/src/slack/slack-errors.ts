// What Slack's refusals mean, in our own words.
import type { Outcome } from '@pausepoint/core';

interface Refusal {
  readonly kind: 'retry' | 'unsure' | 'dead';
  readonly words: string;
}

const dead = (words: string): Refusal => ({ kind: 'dead', words });
/** The operator mends it, and the message is still of use then. */
const operator = (words: string): Refusal => ({ kind: 'retry', words });

const token = operator('Slack refuses the bot token: check SLACK_BOT_TOKEN');
const scope = operator('the Slack app may not post: give it chat:write and install it again');
const archived = dead('the Slack channel is archived');
const absent = dead('the Slack app is not in that channel: invite it there');
const unknown = dead('Slack knows no such channel or user');
const gone = dead('the incoming webhook is switched off or was removed');
const forbidden = dead('this Slack workspace does not let the app post there');
const form = dead('Slack did not accept the form of the message');
const vanished = dead('the Slack message can no longer be edited');
const busy: Refusal = { kind: 'retry', words: 'Slack is asked too often' };
const broken: Refusal = { kind: 'unsure', words: 'Slack had a fault: it may have the message' };
const down: Refusal = { kind: 'retry', words: 'Slack is not available' };

/** https://docs.slack.dev/reference/methods/chat.postMessage, and its page on incoming webhooks */
const refusals: Readonly<Record<string, Refusal | undefined>> = {
  ratelimited: busy,
  rate_limited: busy,
  message_limit_exceeded: busy,
  internal_error: broken,
  fatal_error: broken,
  rollup_error: broken,
  service_unavailable: down,
  request_timeout: down,
  team_added_to_org: down,

  invalid_auth: token,
  not_authed: token,
  token_revoked: token,
  token_expired: token,
  account_inactive: token,
  not_allowed_token_type: token,
  missing_scope: scope,
  no_permission: scope,
  access_denied: scope,
  accesslimited: scope,
  ekm_access_denied: scope,
  org_login_required: scope,
  team_access_not_granted: scope,
  two_factor_setup_required: scope,

  channel_not_found: unknown,
  user_not_found: unknown,
  user_not_in_channel: unknown,
  user_disabled: dead('the Slack user is no longer active'),
  is_archived: archived,
  channel_is_archived: archived,
  not_in_channel: absent,
  cannot_dm_bot: dead('a Slack bot cannot be asked'),
  messages_tab_disabled: dead("the Slack app's messages tab is switched off"),
  restricted_action: forbidden,
  restricted_action_read_only_channel: forbidden,
  restricted_action_non_threadable_channel: forbidden,
  restricted_action_thread_locked: forbidden,
  restricted_action_thread_only_channel: forbidden,
  posting_to_general_channel_denied: forbidden,
  action_prohibited: forbidden,

  no_service: gone,
  no_service_id: gone,
  no_active_hooks: gone,
  no_team: gone,
  team_disabled: gone,
  invalid_token: gone,

  invalid_blocks: form,
  invalid_blocks_format: form,
  invalid_payload: form,
  msg_blocks_too_long: form,
  msg_too_long: form,
  no_text: form,

  message_not_found: vanished,
  cant_update_message: vanished,
  edit_window_closed: vanished,
  is_inactive: vanished,
};

/** @param code Slack's own; what is new to us is final, as nearly all of them are */
export function refusedWith(code: string, afterSeconds?: number): Outcome {
  // A proxy's page, say: it tells nothing of the message, and is not repeated.
  if (!/^[a-z_]{1,60}$/.test(code))
    return { kind: 'unsure', error: 'Slack gave an answer that says nothing' };
  const { kind, words } = refusals[code] ?? dead('Slack refused the message');
  const error = `${words} (${code})`;
  if (kind !== 'retry' || afterSeconds === undefined) return { kind, error };
  return { kind, error, afterSeconds };
}

export const isKnownRefusal = (code: string): boolean => Object.hasOwn(refusals, code);
