// What went wrong, in words that tell a model what to do about it, and above all what not to do.
import type { PausePointError } from 'pausepoint';

const stop =
  'No human was asked and none agreed. Do not go on with the action, and do not try another channel, another recipient or another key: tell the user what PausePoint said and stop.';
const correct =
  'Correct exactly that and call again. Do not change whom you ask or what you ask to get around it.';
const later = 'Nothing was decided. Wait and call again with exactly the same arguments.';
const tellUser = 'Tell the user: only they can change this.';

/** What the server's words don't say by themselves; the rest of its codes speaks for itself. */
const advice: Readonly<Partial<Record<PausePointError['code'], string>>> = {
  api_key_invalid: `PausePoint does not accept the API key this server was started with. ${tellUser} No human was asked.`,
  channel_unavailable: stop,
  channel_not_in_plan: stop,
  plan_limit_reached: stop,
  approver_limit_reached: stop,
  policy_denied: stop,
  role_denied: `The API key may not do this. ${tellUser}`,
  rate_limited: later,
  overloaded: later,
  internal_error: later,
  unreachable:
    'PausePoint did not answer. Nothing was decided, and silence is no approval. Call again with exactly the same arguments in a moment: nobody is asked twice by that. If it goes on, tell the user and stop.',
  unexpected_answer: `What answered is no PausePoint server; its URL may be wrong. ${tellUser}`,
  invalid_request: correct,
  invalid_recipient: correct,
  option_not_offered: correct,
  webhook_url_refused: correct,
  malformed_json: correct,
  body_too_large: 'Shorten what you send, above all context and metadata, and call again.',
  not_found: 'This key has no such pause. Use the pause_id that create_pause_request returned.',
  already_settled: 'It is too late to withdraw it.',
};

export function refusalOf(error: PausePointError): string {
  const { code, message, errors, retryAfterSeconds } = error;
  const faults = errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
  return [
    `${code}: ${message}`,
    // The client's message has them when they are many.
    ...faults.filter((fault) => !message.includes(fault)),
    retryAfterSeconds !== undefined && `Come back in ${retryAfterSeconds} seconds.`,
    advice[code],
  ]
    .filter(Boolean)
    .join('\n');
}
