// Edits: every message that can be edited learns the outcome, whenever it was settled.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findPause } from '../pauses/find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import type { Act, NewPause } from '../records.ts';
import { settleOverdue } from './settle-overdue.ts';
import { settle } from './settle.ts';
import { newRecipient, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, overdue, tap, withdraw } from '../testing/acts.ts';
import {
  claimsOf,
  dropDeliveries,
  eventTypesOf,
  failed,
  report,
  sent,
  sentAs,
} from '../testing/attempts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

const refsToEdit = async (pause: NewPause) => {
  const claims = await claimsOf(store, pause);
  return claims.filter(({ notice }) => notice === 'outcome').map(({ ref }) => ref);
};

const two = () =>
  opened(store, {
    developerId: aDeveloper(),
    recipients: [newRecipient(0, { channel: 'slack' }), newRecipient(1, { channel: 'sms' })],
  });

describe('a settlement', () => {
  test('edits each message that has a name at its vendor, and no other', async () => {
    const pause = await two();
    const [slack, sms] = await claimsOf(store, pause);
    await report(store, slack!, sentAs('C1/1700.1'));
    await report(store, sms!, sent);
    expect(await claimsOf(store, pause)).toEqual([]);
    await settle(store, [tap(pause)]);
    const claims = await claimsOf(store, pause);
    expect(claims).toMatchObject([
      { notice: 'outcome', recipientIndex: 0, channel: 'slack', ref: 'C1/1700.1', attempt: 1 },
    ]);
    expect(claims[0]!.pause).toMatchObject({ status: 'responded' });
  });

  test.each([
    ['a cancel', withdraw],
    ['an answer', tap],
  ])('by %s does', async (_, act: (pause: NewPause) => Act) => {
    const pause = await two();
    await report(store, (await claimsOf(store, pause))[0]!, sentAs('m1'));
    await settle(store, [act(pause)]);
    expect(await refsToEdit(pause)).toEqual(['m1']);
  });

  test('by the clock does', async () => {
    const pause = await overdue(store, { developerId: aDeveloper() });
    await report(store, (await claimsOf(store, pause))[0]!, sentAs('m1'));
    await settleOverdue(store, 1_000);
    expect(await refsToEdit(pause)).toEqual(['m1']);
  });

  test('edits reminders too', async () => {
    const pause = await opened(store, { developerId: aDeveloper(), remindAfterSeconds: 1 });
    await store.pool.query('update delivery set next_attempt_at = now() where pause_id = $1', [
      pause.id,
    ]);
    const claims = await claimsOf(store, pause);
    for (const claim of claims) await report(store, claim, sentAs(claim.notice));
    await settle(store, [tap(pause)]);
    expect((await refsToEdit(pause)).toSorted()).toEqual(['question', 'reminder']);
  });
});

test('a message that gets its name after the settlement is edited all the same', async () => {
  const pause = await two();
  const [slack] = await claimsOf(store, pause);
  await settle(store, [tap(pause)]);
  expect(await refsToEdit(pause)).toEqual([]);
  await report(store, slack!, sentAs('m1'));
  expect(await refsToEdit(pause)).toEqual(['m1']);
});

test('of a settlement and a message racing each other the edit comes of it once, always', async () => {
  for (let round = 0; round < 40; round++) {
    const pause = await two();
    const [slack, sms] = await claimsOf(store, pause);
    await Promise.all([
      report(store, slack!, sentAs('slack')),
      settle(store, [tap(pause)]),
      report(store, sms!, sentAs('sms')),
    ]);
    expect((await refsToEdit(pause)).toSorted()).toEqual(['slack', 'sms']);
  }
});

test('an edit whose message gets a new name by it is not edited again', async () => {
  const pause = await two();
  await report(store, (await claimsOf(store, pause))[0]!, sentAs('m1'));
  await settle(store, [tap(pause)]);
  await report(store, (await claimsOf(store, pause))[0]!, sentAs('m2'));
  expect(await claimsOf(store, pause)).toEqual([]);
});

test('names of messages are nowhere in the clear', async () => {
  const pause = await two();
  await report(store, (await claimsOf(store, pause))[0]!, sentAs('chat-4711'));
  await settle(store, [tap(pause)]);
  const { rows } = await store.pool.query<{ row: string }>(
    `select encode(convert_to(d::text, 'UTF8'), 'escape') as row from delivery d where pause_id = $1`,
    [pause.id],
  );
  expect(rows).toHaveLength(3);
  for (const { row } of rows) expect(row).not.toContain('chat-4711');
});

test('an edit is nobody’s news, and shows nowhere on the pause', async () => {
  const pause = await two();
  const [slack, sms] = await claimsOf(store, pause);
  await report(store, slack!, sentAs('m1'));
  await report(store, sms!, sent);
  await settle(store, [tap(pause)]);
  const before = await findPause(store, pause);
  const log = await eventTypesOf(store, pause);
  const [edit] = await claimsOf(store, pause);
  await report(store, edit!, failed);
  expect(await findPause(store, pause)).toEqual(before);
  expect(await eventTypesOf(store, pause)).toEqual(log);
  expect(await claimsOf(store, pause)).toEqual([]);
});

test('a user a vendor vouches for is on the pause, its response and in the log', async () => {
  const pause = await two();
  const act = tap(pause) as Extract<Act, { kind: 'respond' }>;
  const answer = { ...act.answer, via: 'slack', identifiedBy: 'slack_user', userId: 'U1' } as const;
  await settle(store, [{ ...act, answer }]);
  const found = await findPause(store, pause);
  expect(found!.decision).toMatchObject({ identifiedBy: 'slack_user', userId: 'U1' });
  const [event] = await listAudit(store, { ...pause, limit: 1 });
  expect(event!.detail).toMatchObject({ identified_by: 'slack_user', user_id: 'U1' });
  const { rows } = await store.pool.query<{ known: boolean }>(
    'select user_id_sealed is not null as known from response where pause_id = $1',
    [pause.id],
  );
  expect(rows).toEqual([{ known: true }]);
});

test('without one the log says nothing of a user', async () => {
  const pause = await two();
  await settle(store, [tap(pause)]);
  expect((await findPause(store, pause))!.decision).toMatchObject({ userId: null });
  const [event] = await listAudit(store, { ...pause, limit: 1 });
  expect(event!.detail).not.toHaveProperty('user_id');
});
