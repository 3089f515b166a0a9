// Everything that can be done to pauses whose answers are held, at once and as they fall due.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPause } from '../pauses/find-pause.ts';
import type { Act, NewPause, PauseRecord, Settled } from '../records.ts';
import { settleOverdue } from './settle-overdue.ts';
import { settle } from './settle.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, endings, opened, takeBack, tap, times, withdraw } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

/** An answer becomes final at the deadline, so many milliseconds from now. */
const soonDue = (milliseconds: number, developerId: string) =>
  opened(store, {
    developerId,
    undoSeconds: 10,
    content: { expiresAt: new Date(Date.now() + milliseconds) },
  });

describe('two hundred and forty pauses, all that can be done to them at once, when they fall due', () => {
  interface Played {
    readonly pause: NewPause;
    readonly verdicts: readonly Settled['verdict'][];
    /** As read when all was over but, maybe, the sweep. */
    readonly found: PauseRecord;
  }

  async function play(developerId: string, round: number): Promise<Played> {
    const pause = await soonDue(80 + (round % 7) * 5, developerId);
    // Half of them are held before the storm, half are answered in it, if in time.
    const early = round % 2 === 0 ? await settle(store, [tap(pause, 'Reject')]) : [];
    const at = (offset: number) =>
      sleep(Math.max(1, +pause.content.expiresAt + offset - Date.now()));
    const near = () => Math.floor(Math.random() * 14) - 10;
    const storm = (act: Act) => at(near()).then(() => settle(store, [act]));
    const sweep = (offset: number) => at(offset).then(() => settleOverdue(store, 50));
    const [settled] = await Promise.all([
      Promise.all([
        storm(tap(pause, 'Approve')),
        storm(tap(pause, 'Reject')),
        ...(round % 3 === 0 ? [storm(withdraw(pause))] : []),
        ...(round % 4 === 0 ? [storm(takeBack(pause))] : []),
      ]),
      Promise.all([sweep(0), sweep(1), sweep(3)]),
    ]);
    await store.pool.query('select pg_sleep_until($1)', [new Date(+pause.content.expiresAt + 5)]);
    const verdicts = [...early, ...settled.flat()].map(({ verdict }) => verdict);
    return { pause, verdicts, found: (await findPause(store, pause))! };
  }

  test('one ending each, told alike by all; a tap that counted is final unless it was undone', async () => {
    const developerId = aDeveloper();
    const lanes = await Promise.all(
      times(6, async (lane) => {
        const played: Played[] = [];
        for (let round = lane; round < 240; round += 6) {
          played.push(await play(developerId, round));
        }
        return played;
      }),
    );
    await settleOverdue(store, 1_000);
    const seen = new Map<string, number>();
    for (const { pause, verdicts, found } of lanes.flat()) {
      expect(await findPause(store, pause)).toEqual(found);
      expect((await endings(store, pause)).map(({ type }) => type)).toEqual([
        `pause.${found.status}`,
      ]);
      const held = verdicts.flatMap((one) => ('held' in one ? [one.held] : []));
      const revoked = verdicts.flatMap((one) => ('revoked' in one ? [one.revoked] : []));
      const standing = held.filter(({ at }) => !revoked.some((undone) => +undone.at === +at));
      // Answers are settled by the clock alone: what settles at once is a cancel.
      const cancelled = verdicts.filter((one) => 'settlement' in one);
      expect(standing.length).toBeLessThanOrEqual(1);
      expect(cancelled).toHaveLength(found.status === 'cancelled' ? 1 : 0);
      const [answer] = standing;
      if (found.status !== 'cancelled') {
        expect(found).toMatchObject({
          status: answer ? 'responded' : 'timed_out',
          responseChoice: answer?.answer.choice ?? 'Reject',
          responseAt: answer?.at ?? null,
          resolvedAt: pause.content.expiresAt,
        });
      }
      for (const { at } of held) expect(+at).toBeLessThan(+pause.content.expiresAt);
      const kinds = [found.status, ...(held.length > 0 ? ['held'] : [])];
      for (const kind of [...kinds, ...(revoked.length > 0 ? ['revoked'] : [])]) {
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
    }
    for (const kind of ['responded', 'cancelled', 'held', 'revoked']) {
      expect(seen.get(kind)).toBeGreaterThan(0);
    }
  });
});
