// The courier that lets nothing leave keeps the whole message, or says that it could not.
import { expect, test } from 'vitest';
import { channels } from '../index.ts';
import { notice } from '../testing/notice.ts';
import { type KeptMessage, sandbox } from './sandbox.ts';

const to = { address: '+15550100', key: 'key', expiresAt: notice.expiresAt };

test('a recipient is read, its message rendered and handed to a courier', async () => {
  const keep = () => Promise.resolve();
  const { expiresAt } = notice;
  // #region send
  const parsed = channels.sms.parseRecipient('+1 (312) 847-1928');
  if ('fault' in parsed) throw new Error(parsed.fault); // “Give a phone number …”
  const { address, masked } = parsed; // +13128471928, +1•••••1928
  const message = channels.sms.render(notice);
  const outcome = await sandbox(keep).send(message, { address, key: 'delivery-1', expiresAt });
  // #endregion
  expect([address, masked]).toEqual(['+13128471928', '+1•••••1928']);
  expect(outcome).toEqual({ kind: 'delivered', status: 'sandboxed' });
});

test('what would have been sent is kept, with whom it was for', async () => {
  const kept: KeptMessage[] = [];
  const message = channels.email.render(notice);
  const courier = sandbox(async (one) => void kept.push(one));
  expect(await courier.send(message, to)).toEqual({ kind: 'delivered', status: 'sandboxed' });
  expect(kept).toEqual([{ ...message, recipient: to.address, key: to.key }]);
});

test('a message that could not be kept is tried again', async () => {
  const courier = sandbox(() => Promise.reject(new Error('disk full')));
  const outcome = await courier.send(channels.sms.render(notice), to);
  expect(outcome).toEqual({ kind: 'retry', error: 'disk full' });
});
