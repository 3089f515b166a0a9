// A vendor that hangs for one developer holds up neither another one nor another channel.
import { newRecipient } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import { openVendors } from '../testing/open-vendors.ts';
import { ask, eventually, startTestWorker, useDatabase } from '../testing/set-up.ts';

const db = useDatabase();
const phone = (number: number) => newRecipient(0, { address: `+1312847${1_000 + number}` });

test('sixteen texts at once may hang, and the rest of the world goes on', async () => {
  const { twilio, telegram, channels } = await openVendors(db(), 30_000);
  const worker = await startTestWorker(db(), { channels, config: { leaseSeconds: 60 } });
  const developerId = crypto.randomUUID();
  twilio.script(...Array.from({ length: 16 }, () => 'hang' as const));
  await Promise.all(
    Array.from({ length: 40 }, (_, number) =>
      ask(db(), { developerId, recipients: [phone(number)] }),
    ),
  );
  await eventually(() => expect(twilio.taken).toHaveLength(16));
  const chat = newRecipient(0, { channel: 'telegram', address: '66001', masked: '•••••' });
  await ask(db(), { developerId, recipients: [chat] });
  await ask(db(), { recipients: [phone(99)] });
  await eventually(() => {
    expect(telegram.messages()).toMatchObject([{ chat: '66001' }]);
    expect(twilio.messages.map(({ to }) => to)).toContain(phone(99).address);
  });
  // Ends what hangs, or the worker would wait for it.
  await Promise.all([twilio.close(), worker.close()]);
});
