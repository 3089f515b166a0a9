// The worker as a process of its own: killed, stopped, misconfigured.
import { once } from 'node:events';
import { openFakeTwilio } from '@pausepoint/channels/testing';
import { claimInstallation, settle } from '@pausepoint/store';
import { newRecipient } from '@pausepoint/store/testing';
import { expect, onTestFinished, test } from 'vitest';
import { startReceiver } from './testing/receiver.ts';
import {
  ask,
  deliveriesOf,
  eventually,
  makeDue,
  startTestWorker,
  useDatabase,
} from './testing/set-up.ts';
import { environmentFor, startProcess } from './testing/worker-process.ts';

const db = useDatabase();
const environment = () => environmentFor(db());

async function settledPause(webhookUrl: string) {
  const pause = await ask(db(), { webhookUrl });
  const { developerId, mode, id: pauseId } = pause;
  await settle(db(), [{ kind: 'cancel', developerId, mode, pauseId }]);
  return pause;
}

test('what a killed worker had begun another delivers once the lease is over, under the same id', async () => {
  let hang = true;
  const { url, received } = await startReceiver((_request, response) => {
    if (!hang) response.end();
  });
  await claimInstallation(db());
  const { child } = startProcess(environment());
  const pause = await settledPause(url);
  await eventually(() => expect(received).toHaveLength(1));
  child.kill('SIGKILL');
  await once(child, 'close');
  hang = false;
  await startTestWorker(db());
  const [leased] = await deliveriesOf(db(), pause);
  expect(leased).toMatchObject({ status: 'pending', attempts: 1 });
  expect(leased?.wait).toBeGreaterThan(15);
  await makeDue(db(), pause);
  await eventually(() => expect(received).toHaveLength(2));
  const [first, second] = received;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second?.body).toBe(first?.body);
  await eventually(async () => {
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
  });
});

test('a worker told to stop lets its try end and leaves with 0', async () => {
  let finish = (): void => {};
  const { url, received } = await startReceiver((_request, response) => {
    finish = () => response.end();
  });
  const { child, output } = startProcess(environment());
  const pause = await settledPause(url);
  await eventually(() => expect(received).toHaveLength(1));
  child.kill('SIGTERM');
  await eventually(() => expect(output()).toContain('shutting down'));
  finish();
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(0);
  expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'delivered', attempts: 1 }]);
});

test('a worker of its own sends through the channels it was given, and says which', async () => {
  const twilio = await openFakeTwilio({ publicUrl: environment().PUBLIC_URL });
  onTestFinished(() => twilio.close());
  const { child, output } = startProcess({ ...environment(), ...twilio.env });
  const pause = await ask(db(), { recipients: [newRecipient(0)] });
  await eventually(async () => {
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'sent', attempts: 1 }]);
  });
  expect(twilio.messages).toMatchObject([{ to: '+13128471928' }]);
  expect(output()).toMatch(/"channels":\["slack","sms","whatsapp"\].*worker ready/);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(0);
  for (const secret of ['3128471928', 'Meridian', twilio.env['TWILIO_AUTH_TOKEN']!]) {
    expect(output()).not.toContain(secret);
  }
});

test('a worker without its configuration says all that is missing and does not start', async () => {
  const { child, output } = startProcess({});
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(1);
  expect(output()).toContain('DATABASE_URL is missing');
  expect(output()).toContain('SECRET_KEY is missing');
  expect(output()).not.toContain('at ');
});

test('a worker with another secret than the installation’s does not start', async () => {
  await claimInstallation(db());
  const { child, output } = startProcess({ ...environment(), SECRET_KEY: 'b'.repeat(32) });
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(1);
  expect(output()).toContain('SECRET_KEY');
  expect(output()).not.toContain('b'.repeat(32));
});
