// Every channel keeps to what every channel must.
import type { ChannelName } from '@pausepoint/core';
import { channels } from './index.ts';
import { describeChannel } from './testing/channel-conformance.ts';

/** One each that the channel accepts. */
const recipients: Readonly<Record<ChannelName, string>> = {
  sms: '+1 (312) 847-1928',
  email: 'cfo@company.com',
  slack: 'https://hooks.slack.com/services/T000/B000/XXXX',
  telegram: '123456789',
  whatsapp: '+1 (312) 847-1928',
  link: 'Ada, at the front desk',
};

for (const channel of Object.values(channels)) {
  describeChannel({ channel, recipient: recipients[channel.name] });
}
