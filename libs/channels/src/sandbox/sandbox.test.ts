// Every channel with the courier that lets nothing leave.
import { expect, test } from 'vitest';
import { describeChannel } from '../conformance.ts';
import { channels } from '../index.ts';
import { notice } from '../notice.fixture.ts';
import { type KeptMessage, sandbox } from './sandbox.ts';

const recipients = {
  sms: '+1 (312) 847-1928',
  email: 'cfo@company.com',
  slack: 'https://hooks.slack.com/services/T000/B000/XXXX',
};

for (const name of ['sms', 'email', 'slack'] as const) {
  describeChannel({
    channel: channels[name],
    recipient: recipients[name],
    open() {
      const kept: KeptMessage[] = [];
      return {
        courier: sandbox(async (message) => void kept.push(message)),
        left: () => kept.map(({ subject, text, html }) => ({ subject, text, html })),
      };
    },
  });
}

test('a message that could not be kept is tried again', async () => {
  const courier = sandbox(() => Promise.reject(new Error('disk full')));
  const message = channels.sms.render(notice);
  expect(await courier.send(message, { address: '+15550100', key: 'dlv_1' })).toEqual({
    kind: 'retry',
    error: 'disk full',
  });
});
