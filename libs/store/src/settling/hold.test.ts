// Answers that may be taken back: the gate under fire, and what everybody sees meanwhile.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changedPauses } from '../pauses/changed-pauses.ts';
import { claimWebhooks } from '../deliveries/claim-webhooks.ts';
import { oldestOverdue, untilDue } from './due.ts';
import { findPause } from '../pauses/find-pause.ts';
import { listPauses } from '../pauses/list-pauses.ts';
import type { NewPause } from '../records.ts';
import { settleOverdue } from './settle-overdue.ts';
import { settle } from './settle.ts';
import { settledSince } from './settled-since.ts';
import { testStore, type TestStore } from '../testing.ts';
import {
  aDeveloper,
  endings,
  keyOf,
  opened,
  takeBack,
  tap,
  times,
  withdraw,
} from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const UNDO = 10;
const asked = (overlay: Partial<Parameters<typeof opened>[1]> = {}) =>
  opened(store, { developerId: aDeveloper(), undoSeconds: UNDO, ...overlay });

/** Its answer becomes final at its deadline, so many milliseconds from now. */
const soonDue = (milliseconds: number, overlay: Partial<NewPause> = {}) =>
  asked({ ...overlay, content: { expiresAt: new Date(Date.now() + milliseconds) } });

const pastDue = ({ content }: NewPause, by = 5) =>
  store.pool.query('select pg_sleep_until($1)', [new Date(+content.expiresAt + by)]);

describe('while an answer is held', () => {
  test('the pause is pending, due when it becomes final, and nobody hears of it', async () => {
    const pause = await asked({ webhookUrl: 'https://example.com/h' });
    const before = await findPause(store, pause);
    const { cursor } = await settledSince(store, null);
    const [answered] = await settle(store, [tap(pause)]);
    if (!answered || !('held' in answered.verdict)) throw new Error('not held');
    const { held } = answered.verdict;
    expect(+held.settlesAt - +held.at).toBe(UNDO * 1_000);
    const found = await findPause(store, pause);
    expect(found).toMatchObject({ status: 'pending', held, responseChoice: null, decision: null });
    expect(found!.held!.answer).toMatchObject({ choice: 'Approve', via: 'page' });
    expect(await changedPauses(store, [before!, found!])).toEqual([true, false]);
    expect(await endings(store, pause)).toEqual([]);
    expect((await settledSince(store, cursor)).pauses).toEqual([]);
    expect(await claimWebhooks(store, { limit: 100, leaseSeconds: 30 })).toEqual([]);
    await settleOverdue(store, 1_000);
    expect(await findPause(store, pause)).toEqual(found);
  });

  test('the worker’s clock goes by when it becomes final', async () => {
    await store.pool.query('update delivery set next_attempt_at = null');
    const pause = await asked();
    await store.pool.query('update delivery set next_attempt_at = null');
    await settle(store, [tap(pause)]);
    const { pause: milliseconds } = await untilDue(store);
    expect(milliseconds).toBeGreaterThan(0);
    expect(milliseconds).toBeLessThanOrEqual(UNDO * 1_000);
    await settle(store, [withdraw(pause)]);
    expect(await oldestOverdue(store)).toBe(0);
  });

  test('nobody else answers, and only the link it came by takes it back', async () => {
    const pause = await asked();
    const [, ...others] = await settle(store, [tap(pause), tap(pause), tap(pause, 'Reject')]);
    expect(others.map(({ verdict }) => verdict)).toEqual(
      times(2, () => ({ refusal: 'respond_link_used' })),
    );
    const [foreign, callers] = await settle(store, [takeBack(pause, 1), takeBack(pause, null)]);
    expect(foreign!.verdict).toEqual({ refusal: 'respond_link_used' });
    expect(callers!.verdict).toEqual({ refusal: 'respond_link_used' });
    const [own, again] = await settle(store, [takeBack(pause), takeBack(pause)]);
    expect(own!.verdict).toHaveProperty('revoked');
    expect(again!.verdict).toEqual({ refusal: 'not_settled' });
    expect(await findPause(store, pause)).toMatchObject({ status: 'pending', held: null });
    const [another] = await settle(store, [tap(pause, 'Reject')]);
    expect(another!.verdict).toMatchObject({ held: { answer: { choice: 'Reject' } } });
  });

  test('in one batch an answer is taken back and another one given', async () => {
    const pause = await asked();
    await settle(store, [tap(pause)]);
    await settle(store, [takeBack(pause), tap(pause, 'Reject')]);
    expect(await findPause(store, pause)).toMatchObject({ held: { answer: { choice: 'Reject' } } });
  });

  test('a cancel wins, and nothing of the answer stays', async () => {
    const pause = await asked();
    await settle(store, [tap(pause)]);
    const [cancelled] = await settle(store, [withdraw(pause)]);
    expect(cancelled!.verdict).toMatchObject({ settlement: { status: 'cancelled' } });
    expect(await findPause(store, pause)).toMatchObject({
      ...{ status: 'cancelled', held: null, responseChoice: null, responseAt: null },
      decision: null,
    });
    expect((await endings(store, pause)).map(({ type }) => type)).toEqual(['pause.cancelled']);
  });
});

describe('once it is final', () => {
  test('every reader sees it answered at the tap, swept or not; nobody changes it', async () => {
    const pause = await soonDue(300, { webhookUrl: 'https://example.com/h' });
    const [answered] = await settle(store, [tap(pause)]);
    if (!answered || !('held' in answered.verdict)) throw new Error('not held');
    const { at, settlesAt } = answered.verdict.held;
    expect(settlesAt).toEqual(pause.content.expiresAt);
    await pastDue(pause);
    const unswept = await findPause(store, pause);
    expect(unswept).toMatchObject({
      ...{ status: 'responded', held: null, responseChoice: 'Approve', responseAt: at },
      resolvedAt: settlesAt,
      decision: { via: 'page', identifiedBy: 'link', recipientIndex: 0, userId: null },
    });
    const { developerId, mode } = pause;
    const listed = (status: 'pending' | 'responded' | 'timed_out') =>
      listPauses(store, { developerId, mode, status, limit: 10 });
    expect(await listed('responded')).toEqual([unswept]);
    expect(await listed('pending')).toEqual([]);
    expect(await listed('timed_out')).toEqual([]);
    const acts = [tap(pause, 'Reject'), takeBack(pause), withdraw(pause)];
    expect((await settle(store, acts)).map(({ verdict }) => verdict)).toEqual([
      { refusal: 'respond_link_used' },
      { refusal: 'respond_link_used' },
      { refusal: 'already_settled' },
    ]);
    const { cursor } = await settledSince(store, null);
    expect(await settleOverdue(store, 1_000)).toContainEqual({
      ...keyOf(pause),
      status: 'responded',
    });
    expect((await settledSince(store, cursor)).pauses).toContainEqual(keyOf(pause));
    expect(await findPause(store, pause)).toEqual(unswept);
    const [event, ...more] = await endings(store, pause);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ type: 'pause.responded', actor: 'human' });
    const { rows } = await store.pool.query(
      'select choice, recipient_index, created_at = $2 as then from response where pause_id = $1',
      [pause.id, at],
    );
    expect(rows).toEqual([{ choice: 'Approve', recipient_index: 0, then: true }]);
    const claims = await claimWebhooks(store, { limit: 10, leaseSeconds: 30 });
    expect(claims.map((claim) => claim.event.type)).toEqual(['pause.responded']);
    const { status, responseChoice, responseAt, resolvedAt, decision } = unswept!;
    const told = { status, responseChoice, responseAt, resolvedAt, decision };
    expect(claims[0]!.pause).toMatchObject(told);
  });
});

test('with no time to take it back an answer settles at once, as ever', async () => {
  const pause = await asked({ undoSeconds: 0 });
  const [answered] = await settle(store, [tap(pause)]);
  expect(answered!.verdict).toMatchObject({ settlement: { status: 'responded' } });
  expect(await findPause(store, pause)).toMatchObject({ status: 'responded', held: null });
});
