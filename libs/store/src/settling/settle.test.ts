// The gate under fire: one terminal transition per pause, whoever comes and however many at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPause, findPauseByLink } from '../pauses/find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import type { NewPause, Settled } from '../records.ts';
import { settleOverdue } from './settle-overdue.ts';
import { settle } from './settle.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, keyOf, opened, overdue, tap, times, withdraw } from '../testing/acts.ts';
import { createWebhook } from '../webhooks/webhooks.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const wins = (all: readonly (readonly Settled[])[]): Settled[] =>
  all.flat().filter(({ verdict }) => 'settlement' in verdict);

const refusals = (all: readonly (readonly Settled[])[]): string[] =>
  all.flat().flatMap(({ verdict }) => ('refusal' in verdict ? [verdict.refusal] : []));

async function endings(pause: NewPause) {
  const { developerId, mode, id } = pause;
  const events = await listAudit(store, { developerId, mode, pauseId: id, limit: 100 });
  return events.filter(({ type }) => /responded|timed_out|cancelled/.test(type));
}

describe('of many, one', () => {
  test('of fifty simultaneous taps one wins, and the others hear that the link was used', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const all = await Promise.all(
      times(50, (i) => settle(store, [tap(pause, i % 2 ? 'Approve' : 'Reject')])),
    );
    const [winner, ...others] = wins(all);
    expect(others).toEqual([]);
    expect(refusals(all)).toEqual(times(49, () => 'respond_link_used'));
    const found = await findPauseByLink(store, keyOf(pause));
    expect(found).toMatchObject({
      status: 'responded',
      responseChoice: 'settlement' in winner!.verdict ? winner!.verdict.settlement.choice : '',
      decision: { via: 'page', identifiedBy: 'link', recipientIndex: 0 },
    });
    expect(await endings(pause)).toHaveLength(1);
  });

  test('of taps, cancels and sweeps around the deadline one wins, and all tell the same', async () => {
    const developerId = aDeveloper();
    const pauses = await Promise.all(
      times(20, (i) => {
        const expiresAt = new Date(Date.now() + 20 + 5 * i);
        return opened(store, { developerId, content: { expiresAt } });
      }),
    );
    const last = pauses.at(-1)!.content.expiresAt;
    const won = new Map<string, string[]>();
    const note = (settled: readonly Settled[]) => {
      for (const { key, verdict } of settled) {
        if (!('settlement' in verdict)) continue;
        won.set(key.pauseId, [...(won.get(key.pauseId) ?? []), verdict.settlement.status]);
      }
    };
    const until = async (act: (pause: NewPause) => Promise<void>) => {
      while (Date.now() < last.getTime() + 20) {
        for (const pause of pauses) await act(pause);
      }
    };
    let sweptCount = 0;
    await Promise.all([
      until(async (pause) => {
        if (Math.random() < 0.04) note(await settle(store, [tap(pause)]));
      }),
      until(async (pause) => {
        if (Math.random() < 0.02) note(await settle(store, [withdraw(pause)]));
      }),
      until(async () => {
        const swept = await settleOverdue(store, 3);
        sweptCount += swept.length;
        for (const key of swept) {
          won.set(key.pauseId, [...(won.get(key.pauseId) ?? []), 'timed_out']);
        }
      }),
    ]);
    for (const key of await settleOverdue(store, 100)) {
      won.set(key.pauseId, [...(won.get(key.pauseId) ?? []), 'timed_out']);
      sweptCount += 1;
    }
    expect(sweptCount).toBeLessThanOrEqual(20);
    for (const pause of pauses) {
      const found = await findPauseByLink(store, keyOf(pause));
      expect(won.get(pause.id)).toEqual([found!.status]);
      expect((await endings(pause)).map(({ type }) => type)).toEqual([`pause.${found!.status}`]);
    }
  });

  test('of two acts on one pause in a batch the first wins', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const [first, second, third] = await settle(store, [
      tap(pause, 'Reject'),
      tap(pause, 'Approve'),
      withdraw(pause),
    ]);
    expect(first!.verdict).toMatchObject({ settlement: { choice: 'Reject' } });
    expect(second!.verdict).toEqual({ refusal: 'respond_link_used' });
    expect(third!.verdict).toEqual({ refusal: 'already_settled' });
  });

  test('batches over the same pauses in opposite order do not block each other', async () => {
    const developerId = aDeveloper();
    const pauses = await Promise.all(times(30, () => opened(store, { developerId })));
    const all = await Promise.all([
      settle(
        store,
        pauses.map((pause) => tap(pause)),
      ),
      settle(store, pauses.toReversed().map(withdraw)),
      settle(
        store,
        pauses.map((pause) => tap(pause, 'Reject')),
      ),
    ]);
    expect(wins(all)).toHaveLength(30);
  });
});

describe('the deadline', () => {
  test('a tap before it counts, none after it does', async () => {
    const developerId = aDeveloper();
    await Promise.all(
      times(16, async (i) => {
        const expiresAt = new Date(Date.now() + 30 + i);
        const pause = await opened(store, { developerId, content: { expiresAt } });
        while (Date.now() < expiresAt.getTime() - 2 - (i % 5)) await store.pool.query('select 1');
        const [settled] = await settle(store, [tap(pause)]);
        const found = (await findPauseByLink(store, keyOf(pause)))!;
        if ('settlement' in settled!.verdict) {
          expect(settled!.verdict.settlement.responseAt!.getTime()).toBeLessThan(+expiresAt);
          expect(found.status).toBe('responded');
        } else {
          expect(settled!.verdict).toEqual({ refusal: 'deadline_passed' });
          expect(found.status).toBe('timed_out');
        }
      }),
    );
  });

  test('a tap that waited for the lock past the deadline does not slip in', async () => {
    const expiresAt = new Date(Date.now() + 150);
    const pause = await opened(store, { developerId: aDeveloper(), content: { expiresAt } });
    const blocker = await store.pool.connect();
    await blocker.query('begin');
    await blocker.query('select from pause where id = $1 for update', [pause.id]);
    const waiting = settle(store, [tap(pause)]);
    await blocker.query('select pg_sleep_until($1)', [new Date(+expiresAt + 20)]);
    await blocker.query('commit');
    blocker.release();
    expect((await waiting)[0]!.verdict).toEqual({ refusal: 'deadline_passed' });
  });

  test('from it on every reader sees the timeout, swept or not, at the deadline itself', async () => {
    const pause = await overdue(store, { developerId: aDeveloper() });
    const seen = {
      status: 'timed_out',
      responseChoice: 'Reject',
      responseAt: null,
      resolvedAt: pause.content.expiresAt,
      decision: null,
    };
    expect(await findPause(store, pause)).toMatchObject(seen);
    expect(await settleOverdue(store, 1_000)).toContainEqual({
      ...keyOf(pause),
      status: 'timed_out',
    });
    expect(await findPause(store, pause)).toMatchObject(seen);
  });

  test('nothing is swept before it', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    expect((await settleOverdue(store, 1_000)).map(({ pauseId }) => pauseId)).not.toContain(
      pause.id,
    );
    expect(await findPause(store, pause)).toMatchObject({ status: 'pending' });
  });
});

describe('what a settlement writes', () => {
  test('one event, and one delivery to each endpoint that wants it and the pause’s own webhook', async () => {
    const developerId = aDeveloper();
    const hook = { developerId, secret: null, url: 'https://example.com/h', now: new Date() };
    await createWebhook(store, { ...hook, mode: 'live', events: ['pause.responded'] });
    await createWebhook(store, { ...hook, mode: 'live', events: ['pause.cancelled'] });
    await createWebhook(store, { ...hook, mode: 'test', events: ['pause.responded'] });
    const webhookUrl = 'https://example.com/own';
    const pause = await opened(store, { developerId, webhookUrl });
    await settle(store, [tap(pause)]);
    const { rows } = await store.pool.query<{ endpoint_id: string | null; event_id: string }>(
      `select endpoint_id, event_id from delivery where pause_id = $1 and kind = 'webhook'
       order by endpoint_id nulls first`,
      [pause.id],
    );
    const [event] = await endings(pause);
    expect(rows.map((row) => row.endpoint_id === null)).toEqual([true, false]);
    expect(new Set(rows.map((row) => row.event_id))).toEqual(new Set([event!.id]));
    expect(event).toMatchObject({
      actor: 'human',
      detail: { choice: 'Approve', via: 'page', identified_by: 'link', recipient_index: 0 },
    });
  });

  test('the response of the recipient who gave it', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    await settle(store, [tap(pause)]);
    const { rows } = await store.pool.query(
      `select choice, recipient_index, revision, via from response where pause_id = $1`,
      [pause.id],
    );
    expect(rows).toEqual([{ choice: 'Approve', recipient_index: 0, revision: 1, via: 'page' }]);
  });

  test('nothing, when the option was not offered', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const [settled] = await settle(store, [tap(pause, 'Maybe')]);
    expect(settled!.verdict).toEqual({ refusal: 'option_not_offered' });
    expect(await endings(pause)).toEqual([]);
  });
});
