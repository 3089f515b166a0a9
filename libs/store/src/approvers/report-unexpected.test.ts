// Whoever did not expect a message gets no more of them from whoever sent it, whatever it came to.
import { createKeyRing, UNEXPECTED } from '@pausepoint/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimWebhooks } from '../deliveries/claim-webhooks.ts';
import { findPause } from '../pauses/find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import type { NewPause } from '../records.ts';
import { reportUnexpected } from './report-unexpected.ts';
import { settle } from '../settling/settle.ts';
import type { Store } from '../store.ts';
import { newRecipient, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, keyOf, opened, settled, tap, times, withdraw } from '../testing/acts.ts';
import {
  claimsOf,
  delivered,
  dropDeliveries,
  expireLeases,
  failed,
  lease,
  notificationOf,
  report,
  said,
  sent,
  sentAs,
  unsure,
} from '../testing/attempts.ts';
import { allowAgain, areUnwanted } from './unwanted.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

const address = '+13128471928';
const opening = (overlay: Partial<NewPause> = {}): Promise<NewPause> =>
  opened(store, { developerId: aDeveloper(), ...overlay });

const disowned = (pause: NewPause, recipientIndex = 0) =>
  reportUnexpected(store, { ...keyOf(pause), recipientIndex });

const failuresOf = async (pause: NewPause) =>
  (await listAudit(store, { ...pause, pauseId: pause.id, limit: 100 })).filter(
    ({ type }) => type === 'pause.notification_failed',
  );

test.each(['queued', 'maybe_sent', 'sent', 'delivered', 'sending'] as const)(
  'a message that is %s has failed, whatever is said of it later',
  async (status) => {
    const pause = await opening();
    const [claim] = status === 'queued' ? [] : await claimsOf(store, pause);
    const outcome = { maybe_sent: unsure, sent, delivered }[status as 'sent'];
    if (outcome) await report(store, claim!, outcome);
    expect((await notificationOf(store, pause)).status).toBe(status);
    expect(await disowned(pause)).toBeUndefined();
    // What comes of a try that was under way is too late, and so is the vendor.
    if (status === 'sending') expect(await report(store, claim!, sentAs('m1'))).toBe(false);
    if (claim) expect(await said(store, claim, 'delivered')).toBe(false);
    await expireLeases(store);
    expect(await claimsOf(store, pause)).toEqual([]);
    expect(await notificationOf(store, pause)).toMatchObject({
      status: 'failed',
      lastError: UNEXPECTED,
    });
    expect(await failuresOf(pause)).toMatchObject([
      { actor: 'human', detail: { recipient_index: 0, error: UNEXPECTED, reported: true } },
    ]);
    expect((await findPause(store, pause))!).toMatchObject({ status: 'pending', unwantedBy: [0] });
  },
);

test('the next fallback is asked at once, and when nobody is left the webhooks hear it, once', async () => {
  const recipients = times(2, (index) =>
    newRecipient(index, { address: `+1312847192${index}`, afterSeconds: 600 * index }),
  );
  const pause = await opening({ webhookUrl: 'https://example.com/h', recipients });
  await report(store, (await claimsOf(store, pause))[0]!, sent);
  await disowned(pause, 0);
  const [fallback] = await claimsOf(store, pause);
  expect(fallback).toMatchObject({ recipientIndex: 1, unwanted: false });
  expect(await claimWebhooks(store, lease)).toEqual([]);
  await report(store, fallback!, sent);
  await disowned(pause, 1);
  const told = await claimWebhooks(store, lease);
  expect(told).toMatchObject([{ pauseId: pause.id, event: { type: 'pause.notification_failed' } }]);
  expect((await failuresOf(pause))[0]).toMatchObject({
    id: told[0]!.event.id,
    detail: { unreachable: true, reported: true },
  });
});

test('a message that had failed is reported too, but brings nothing on a second time', async () => {
  const recipients = times(3, (index) =>
    newRecipient(index, { address: `+1312847192${index}`, afterSeconds: 600 * index }),
  );
  const pause = await opening({ recipients });
  await report(store, (await claimsOf(store, pause))[0]!, failed);
  expect(await claimsOf(store, pause)).toHaveLength(1);
  expect(await disowned(pause)).toBeUndefined();
  expect(await claimsOf(store, pause)).toEqual([]);
  expect(await failuresOf(pause)).toHaveLength(2);
});

test('reminders fall silent, and nobody hears of it', async () => {
  const pause = await opening({ remindAfterSeconds: 600 });
  await report(store, (await claimsOf(store, pause))[0]!, sent);
  await disowned(pause);
  const { rows } = await store.pool.query(
    `select status, next_attempt_at from delivery where pause_id = $1 and notice = 'reminder'`,
    [pause.id],
  );
  expect(rows).toEqual([{ status: 'failed', next_attempt_at: null }]);
  expect(await failuresOf(pause)).toHaveLength(1);
});

test('of simultaneous reports and answers by one link one counts', async () => {
  for (const pause of await Promise.all(times(12, () => opening()))) {
    const [, , [settlement]] = await Promise.all([
      disowned(pause),
      disowned(pause),
      settle(store, [tap(pause)]),
    ]);
    const { status } = (await findPause(store, pause))!;
    const reports = await failuresOf(pause);
    const answered = 'settlement' in settlement!.verdict;
    expect([status, reports.length]).toEqual(answered ? ['responded', 0] : ['pending', 1]);
  }
});

test('what is settled, unknown or another developer’s is not reported', async () => {
  const pauses = [await opening(), await opening()];
  await settled(store, pauses[0]!);
  await settle(store, [withdraw(pauses[1]!)]);
  expect(await disowned(pauses[0]!)).toBe('respond_link_used');
  expect(await disowned(pauses[1]!)).toBe('pause_cancelled');
  const pause = await opening();
  expect(await disowned({ ...pause, developerId: aDeveloper() })).toBe('not_found');
  expect(await disowned(pause, 7)).toBe('not_found');
  expect(await disowned(pause)).toBeUndefined();
  expect(await disowned(pause)).toBe('respond_link_view_only');
});

test('the law keeps a disowned question disowned, and lets none be born so', async () => {
  const pause = await opening();
  await disowned(pause);
  const change = (value: string) =>
    store.pool.query(`update pause set unwanted_by = ${value} where id = $1`, [pause.id]);
  await expect(change('null')).rejects.toMatchObject({ code: '23001' });
  await expect(change(`'{1}'`)).rejects.toMatchObject({ code: '23001' });
});

describe('later messages', () => {
  const claimed = async (overlay: Partial<NewPause>): Promise<boolean> => {
    const [claim] = await claimsOf(store, await opening(overlay));
    return claim!.unwanted;
  };

  test('of this developer, by this channel, in this mode are unwanted there; no others are', async () => {
    const developerId = aDeveloper();
    await disowned(await opening({ developerId }));
    expect(await claimed({ developerId })).toBe(true);
    expect(await claimed({})).toBe(false);
    expect(await claimed({ developerId, mode: 'test' })).toBe(false);
    expect(await claimed({ developerId, sandboxed: true })).toBe(false);
    const other = (change: Partial<NewPause['recipients'][number]>) =>
      claimed({ developerId, recipients: [newRecipient(0, change)] });
    expect(await other({ channel: 'whatsapp' })).toBe(false);
    expect(await other({ address: '+13128471929' })).toBe(false);
  });

  test('in the sandbox are wanted again an hour later, so that nobody is stuck who tried it', async () => {
    const sandbox = { developerId: aDeveloper(), sandboxed: true };
    const pause = await opening(sandbox);
    await disowned(pause);
    expect(await claimed(sandbox)).toBe(true);
    await store.pool.query(
      `update unwanted set reported_at = reported_at - interval '61 minutes' where pause_id = $1`,
      [pause.id],
    );
    expect(await claimed(sandbox)).toBe(false);
  });

  test('stay unwanted under a new secret, until an operator allows them again', async () => {
    const developerId = aDeveloper();
    const channel = { mode: 'live', sandboxed: false, channel: 'sms' } as const;
    const reached = { developerId, ...channel, address };
    await disowned(await opening({ developerId }));
    const renewed: Store = { ...store, ring: createKeyRing('a new secret', store.secretKey) };
    expect(await areUnwanted(renewed, [reached])).toEqual([true]);
    expect(await allowAgain(renewed, reached)).toBe(true);
    expect(await allowAgain(renewed, reached)).toBe(false);
    expect(await claimed({ developerId })).toBe(false);
  });

  test('are found by no address: only its keyed hash is kept', async () => {
    await disowned(await opening());
    const { rows } = await store.pool.query('select unwanted::text as text from unwanted');
    expect(JSON.stringify(rows)).not.toContain('3128471928');
  });
});
