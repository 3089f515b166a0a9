// S10: an endpoint that wants no more, or has failed for five days, is switched off and its owner told.
import { Writable } from 'node:stream';
import { formatId, HOUR, SECOND } from '@pausepoint/core';
import { createLog, createSignals } from '@pausepoint/runtime';
import { listAudit } from '@pausepoint/store';
import { expect, test } from 'vitest';
import { endpointOf, openAccount, openMail, type Account } from './testing/accounts.ts';
import { startReceiver } from './testing/receiver.ts';
import {
  answer,
  ask,
  deliveriesOf,
  eventually,
  rows,
  startTestWorker,
  useDatabase,
} from './testing/set-up.ts';

const db = useDatabase();

const answering = (status: number, headers: Record<string, string> = {}) =>
  startReceiver((_request, response) => void response.writeHead(status, headers).end());

async function answered({ developerId }: { developerId: string }, webhookUrl?: string) {
  const pause = await ask(db(), { developerId, ...(webhookUrl && { webhookUrl }) });
  await answer(db(), pause);
  return pause;
}

const disabledEvents = ({ developerId }: Account) =>
  listAudit(db(), { developerId, mode: 'live', eventType: 'webhook.disabled', limit: 10 });

test('a 410 switches its endpoint off at once, ends what waits, and a mail tells the owner', async () => {
  const { smtp, channels } = await openMail(db());
  // Busy with the first, so that there is something waiting when the second says never again.
  let asked = 0;
  const gone = await startReceiver((_request, response) => {
    response.writeHead(++asked > 2 ? 410 : 503).end();
  });
  const account = await openAccount(db(), `${gone.url}/a-secret-path`);
  await startTestWorker(db(), { channels, random: () => 0.5 });
  const first = await answered(account);
  await eventually(() => expect(asked).toBe(2));
  await eventually(async () => {
    expect(await deliveriesOf(db(), first)).toMatchObject([{ status: 'pending', attempts: 2 }]);
  });
  await answered(account);
  await eventually(async () =>
    expect(await endpointOf(db(), account)).toMatchObject({ enabled: false, reason: 'gone' }),
  );
  expect(await deliveriesOf(db(), first)).toMatchObject([
    { status: 'dead', last_error: 'the webhook was disabled' },
  ]);
  // No later event is meant for it any more.
  expect(await deliveriesOf(db(), await answered(account))).toEqual([]);
  const webhookId = formatId('webhook', account.webhookId);
  expect(await disabledEvents(account)).toMatchObject([
    { actor: 'system', detail: { webhook_id: webhookId, reason: 'gone' } },
  ]);
  await eventually(() => expect(smtp.taken).toHaveLength(1));
  const [mail] = await smtp.mails();
  expect(smtp.taken[0]!.to).toEqual([account.email]);
  expect(mail!.subject).toBe(`Your webhook at ${new URL(gone.url).host} was switched off`);
  expect(mail!.text).toContain(webhookId);
  expect(mail!.text).toContain('410 Gone');
  expect(smtp.taken[0]!.raw).not.toContain('a-secret-path');
  await eventually(async () => {
    expect(await rows(db(), 'select status from owner_mail')).toEqual([{ status: 'sent' }]);
  });
  expect(asked).toBe(3);
});

test('a 410 of a pause’s own URL ends that delivery and nothing else', async () => {
  const gone = await answering(410);
  const healthy = await startReceiver();
  const account = await openAccount(db(), healthy.url);
  await startTestWorker(db());
  const pause = await answered(account, gone.url);
  await eventually(async () => {
    const statuses = (await deliveriesOf(db(), pause)).map(({ status }) => status);
    expect(statuses.sort()).toEqual(['dead', 'delivered']);
  });
  await answered(account, gone.url);
  await eventually(() => expect(healthy.received).toHaveLength(2));
  expect(gone.received).toHaveLength(2);
  expect(await endpointOf(db(), account)).toMatchObject({ enabled: true, failing: false });
});

test.each([
  [404, {}],
  [429, { 'retry-after': '0' }],
  [301, { location: 'https://example.com/' }],
  [500, {}],
])('%d makes an endpoint failing, the next success well again', async (status, headers) => {
  let well = false;
  const { url } = await startReceiver((_request, response) => {
    if (well) response.end();
    else response.writeHead(status, headers as Record<string, string>).end();
  });
  const account = await openAccount(db(), url);
  await startTestWorker(db());
  await answered(account);
  await eventually(async () =>
    expect(await endpointOf(db(), account)).toEqual({ enabled: true, failing: true, reason: null }),
  );
  well = true;
  await eventually(async () =>
    expect(await endpointOf(db(), account)).toEqual({
      enabled: true,
      failing: false,
      reason: null,
    }),
  );
});

test('five days of 500s, an event a day: tried on schedule, then switched off, the owner told', async () => {
  const { smtp, channels } = await openMail(db());
  const broken = await answering(500);
  const healthy = await startReceiver();
  const account = await openAccount(db(), broken.url);
  const other = await openAccount(db(), healthy.url);
  const signals = createSignals();
  await startTestWorker(db(), { channels, signals, random: () => 0.5 });
  const clock = virtualClock(signals.due);
  const first = await answered(account);
  let days = 0;
  while ((await endpointOf(db(), account)).enabled) {
    if (clock.hours() >= 24 * (days + 1)) {
      days++;
      await answered(account);
      await answered(other);
      signals.due();
    } else {
      await clock.toNextTry(24 * (days + 1) - clock.hours());
    }
    await allRecorded();
    expect(clock.hours()).toBeLessThan(7 * 24);
  }
  // Not an hour too early; as soon as anything was tried after that.
  expect(clock.hours()).toBeGreaterThanOrEqual(5 * 24);
  expect(clock.hours()).toBeLessThan(5 * 24 + 2);
  expect(await deliveriesOf(db(), first)).toMatchObject([{ status: 'dead', attempts: 10 }]);
  expect(await endpointOf(db(), account)).toMatchObject({ reason: 'failing' });
  expect(await disabledEvents(account)).toMatchObject([{ detail: { reason: 'failing' } }]);
  const tries = new Map<string, number>();
  for (const { headers } of broken.received) {
    const id = headers['webhook-id'] as string;
    tries.set(id, (tries.get(id) ?? 0) + 1);
  }
  expect(tries.size).toBe(days + 1);
  expect(Math.max(...tries.values())).toBe(10);
  await eventually(() => expect(smtp.taken.map(({ to }) => to)).toEqual([[account.email]]));
  expect((await smtp.mails())[0]!.text).toContain('five days');
  // All went well for the other one, and nobody wrote to its owner.
  expect(healthy.received).toHaveLength(days);
  expect(await endpointOf(db(), other)).toMatchObject({ enabled: true, failing: false });
  const waiting = await rows(
    db(),
    'select from delivery where developer_id = $1 and next_attempt_at is not null',
    [account.developerId],
  );
  expect(waiting).toEqual([]);
}, 120_000);

test('where no mail leaves, the log names the webhook, and neither its URL nor its owner', async () => {
  const gone = await answering(410);
  const account = await openAccount(db(), `${gone.url}/a-secret-path`);
  let lines = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines += chunk.toString();
      done();
    },
  });
  await startTestWorker(db(), { log: createLog({ level: 'warn', stream: sink }) });
  await answered(account);
  await eventually(() => expect(lines).toContain('its owner not told'));
  expect(lines).toContain(formatId('webhook', account.webhookId));
  expect(lines).not.toContain('a-secret-path');
  expect(lines).not.toContain(account.email);
});

test('a mail server that is busy gets the mail later, once', async () => {
  const { smtp, channels } = await openMail(db());
  smtp.script({ status: 451 });
  const gone = await answering(410);
  const account = await openAccount(db(), gone.url);
  await startTestWorker(db(), { channels });
  await answered(account);
  await eventually(async () => {
    expect(
      await rows(db(), 'select status, attempts from owner_mail where developer_id = $1', [
        account.developerId,
      ]),
    ).toEqual([{ status: 'sent', attempts: 2 }]);
  });
  expect(smtp.taken).toHaveLength(1);
});

/** Lets time pass for deliveries and endpoints by moving what the database remembers. */
function virtualClock(wake: () => void) {
  let passed = 0;
  return {
    hours: () => passed / HOUR,
    async toNextTry(mostHours: number) {
      const [next] = await rows<{ wait: number | null }>(
        db(),
        `select (extract(epoch from min(next_attempt_at) - now()) * 1000)::float8 as wait
         from delivery where kind = 'webhook' and next_attempt_at is not null`,
      );
      const step = Math.max(0, Math.min(next?.wait ?? Infinity, mostHours * HOUR));
      passed += step;
      const values = [step / SECOND];
      await rows(
        db(),
        `update delivery set next_attempt_at = next_attempt_at - $1 * interval '1 second'
         where next_attempt_at is not null`,
        values,
      );
      await rows(
        db(),
        `update webhook_endpoint set failing_since = failing_since - $1 * interval '1 second'
         where failing_since is not null`,
        values,
      );
      wake();
    },
  };
}

/** Nothing is due any more, and whatever was tried is written down. */
const allRecorded = () =>
  eventually(async () => {
    const open = await rows(
      db(),
      `select from delivery d where next_attempt_at <= now() or attempts <> (
         select count(*) from attempt a
         where a.developer_id = d.developer_id and a.delivery_id = d.id)`,
    );
    expect(open).toEqual([]);
  });
