// What Slack tells of a pressed button: the documented block_actions payload.
import type { SlackMessage } from './fake-slack-state.ts';
import { elementsOf } from './slack-block-fault.ts';

/** @param choice counted from 0; a button that is only a link is told of too, without a value */
export function pressPayload(message: SlackMessage | undefined, choice: number, userId: string) {
  const button = elementsOf(message?.blocks ?? [])[choice];
  if (!message || !button) throw new Error('there is no such message or button');
  const { channel, ts, text, blocks } = message;
  return {
    type: 'block_actions',
    user: { id: userId, username: 'ada', name: 'ada', team_id: 'T00000000' },
    api_app_id: 'A00000000',
    token: 'deprecated',
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    trigger_id: '1.2.abc',
    team: { id: 'T00000000', domain: 'example' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel, name: 'approvals' },
    message: { type: 'message', user: 'U0000000BOT', ts, text, blocks },
    state: { values: {} },
    response_url: 'https://hooks.slack.com/actions/T00000000/1/x',
    actions: [{ ...button, block_id: 'b1', action_ts: '1700000001.000001' }],
  };
}
