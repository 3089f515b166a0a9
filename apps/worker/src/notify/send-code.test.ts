// A code reaches whoever holds the link by their own channel, once, while it is good; then it is wiped.
import { twilioRefusal } from '@pausepoint/channels/testing';
import { createLog, createSignals } from '@pausepoint/runtime';
import { saidIn } from '@pausepoint/runtime/testing/said-in';
import { checkCode, listMessages, requestCode, settle, type PauseRecord } from '@pausepoint/store';
import { newRecipient } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import { openVendors } from '../testing/open-vendors.ts';
import {
  ask,
  deliveriesOf,
  eventsOf,
  eventually,
  makeDue,
  rows,
  startTestWorker,
  useDatabase,
} from '../testing/set-up.ts';

const db = useDatabase();
const link = ({ developerId, id }: PauseRecord) => ({
  developerId,
  pauseId: id,
  recipientIndex: 0,
});
const asked = (overlay: Parameters<typeof ask>[1] = {}) =>
  ask(db(), { require: 'code', recipients: [newRecipient(0)], ...overlay });
const codeOf = async (pause: PauseRecord) =>
  (await deliveriesOf(db(), pause)).find(({ notice }) => notice === 'code');
const sealedOf = async ({ id }: PauseRecord) =>
  (
    await rows<{ sealed: Buffer | null }>(
      db(),
      'select code_sealed as sealed from proof_code where pause_id = $1',
      [id],
    )
  )[0]?.sealed;

test('a code is sent by text at once, without a link, and no log or event tells of it', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'debug', stream: { write: (line) => void lines.push(line) } });
  const { twilio, channels } = await openVendors(db());
  const signals = createSignals();
  await startTestWorker(db(), { channels, signals, log });
  const pause = await asked();
  await requestCode(db(), { ...link(pause), now: new Date() });
  signals.due();
  await eventually(async () => expect(await codeOf(pause)).toMatchObject({ status: 'sent' }));
  const { body, to } = twilio.messages.find(({ body }) => body?.includes('your code'))!;
  expect(to).toBe('+13128471928');
  const digits = /^Ada: (\d{6}) is your code for "Wire \$8,400 to Meridian\?"/.exec(body!)?.[1];
  expect(body).not.toContain('http');
  expect(await checkCode(db(), { ...link(pause), code: digits!, now: new Date() })).toBe('right');
  expect(await sealedOf(pause)).toBeNull();
  await eventually(async () =>
    expect(await eventsOf(db(), pause)).toEqual(['pause.created', 'pause.notified']),
  );
  expect(saidIn(lines.join(''))).not.toContain(digits);
});

test('in the sandbox the code is in the inbox', async () => {
  await startTestWorker(db());
  const pause = await asked({ sandboxed: true });
  await requestCode(db(), { ...link(pause), now: new Date() });
  await eventually(async () => expect(await codeOf(pause)).toMatchObject({ status: 'sandboxed' }));
  const { developerId } = pause;
  const messages = await listMessages(db(), { developerId, limit: 10 });
  const [code] = messages.flatMap(({ text }) => /(\d{6}) is your code/.exec(text)?.[1] ?? []);
  expect(await checkCode(db(), { ...link(pause), code: code!, now: new Date() })).toBe('right');
  expect(await sealedOf(pause)).toBeNull();
});

test('one that cannot be sent is given up, wiped, and leaves the question as it is', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const pause = await asked();
  await eventually(async () =>
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'sent' }]),
  );
  twilio.script(twilioRefusal(400, 21610));
  await requestCode(db(), { ...link(pause), now: new Date() });
  await eventually(async () => expect(await codeOf(pause)).toMatchObject({ status: 'failed' }));
  expect(await sealedOf(pause)).toBeNull();
  expect(await eventsOf(db(), pause)).toEqual(['pause.created', 'pause.notified']);
});

test.each(['expired', 'settled', 'replaced'] as const)(
  'a code whose time is over (%s) is never sent',
  async (why) => {
    const { twilio, channels } = await openVendors(db());
    const pause = await asked({ recipients: [newRecipient(0, { afterSeconds: 3_000 })] });
    const { developerId, mode, id: pauseId } = pause;
    const ago = why === 'expired' ? 601_000 : 0;
    await requestCode(db(), { ...link(pause), now: new Date(Date.now() - ago) });
    if (why === 'settled') {
      await settle(db(), [{ kind: 'cancel', developerId, mode, pauseId }]);
    }
    if (why === 'replaced') await requestCode(db(), { ...link(pause), now: new Date() });
    await startTestWorker(db(), { channels });
    await eventually(async () => {
      const first = (await deliveriesOf(db(), pause)).find(({ notice }) => notice === 'code');
      expect(first).toMatchObject({ status: 'failed', wait: null });
    });
    const sent = twilio.messages.filter(({ body }) => body?.includes('your code'));
    await eventually(() => expect(sent.length).toBeLessThanOrEqual(why === 'replaced' ? 1 : 0));
    if (why !== 'replaced') expect(await sealedOf(pause)).toBeNull();
  },
);

test('while an answer is held nobody else is asked; taken back, they are', async () => {
  const { twilio, channels } = await openVendors(db());
  const fallback = newRecipient(1, { address: '+13128471930', afterSeconds: 3_000 });
  const pause = await ask(db(), { undoSeconds: 60, recipients: [newRecipient(0), fallback] });
  const { developerId, id: pauseId } = pause;
  await startTestWorker(db(), { channels });
  await eventually(() => expect(twilio.messages).toHaveLength(1));
  const by = { via: 'page', identifiedBy: 'link', recipientIndex: 0 } as const;
  const answer = { choice: 'Approve', text: null, ...by };
  await settle(db(), [{ kind: 'respond', developerId, pauseId, answer }]);
  await makeDue(db(), pause);
  const error = 'an answer is held';
  const second = async () => (await deliveriesOf(db(), pause))[1];
  await eventually(async () =>
    expect(await second()).toMatchObject({ status: 'queued', last_error: error }),
  );
  const { wait } = (await second())!;
  expect(wait).toBeGreaterThan(30);
  expect(wait).toBeLessThan(95);
  expect(twilio.messages).toHaveLength(1);
  await settle(db(), [{ kind: 'revoke', developerId, pauseId, recipientIndex: 0 }]);
  await makeDue(db(), pause);
  await eventually(() => expect(twilio.messages).toHaveLength(2));
  expect(twilio.messages[1]).toMatchObject({ to: '+13128471930' });
});
