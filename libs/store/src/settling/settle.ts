// The gate: the only code that moves a pause out of `pending`. Locks, clock, rule, one write, commit.
import { cancel, respond, revoke, type Settlement, type Verdict } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { heardBefore, pressOf } from './heard-before.ts';
import { lockPauses, nameOf, type LockedPause } from './lock-pauses.ts';
import type { Act, Settled } from '../records.ts';
import { run, type Call } from '../sql.ts';
import type { Store } from '../store.ts';
import { lockAndWrite } from '../transaction.ts';
import { writeHolds, type HeldPause } from './write-holds.ts';
import { writeSettlements } from './write-settlements.ts';

/**
 * One verdict per act, in the acts' order: each finds the pause as the ones before have left it, so of
 * several that would settle it the first wins.
 */
export async function settle(store: Store, acts: readonly Act[]): Promise<readonly Settled[]> {
  if (acts.length === 0) return [];
  return lockAndWrite(
    store.pool,
    (client) => lockPauses(client, store.ring, acts),
    async (rows, client) => {
      // A tap that waited for its lock is judged by the clock at the end of that.
      const now = new Date(Math.max(...rows.map(({ lockedAt }) => lockedAt.getTime())));
      const locked: Locked = new Map(rows.map((pause) => [nameOf(pause), toJudged(pause)]));
      const heard = await heardBefore(client, acts);
      const result = acts.map((act) =>
        heard.has(pressOf(act) ?? '') ? refuseAgain(act) : judge(locked, act, now),
      );
      return { result, writes: toWrites(store, [...locked.values()], now) };
    },
  );
}

/** For whoever has locked otherwise: in a statement after that. */
export async function readClock(client: PoolClient): Promise<Date> {
  const rows = await run<{ now: Date }>(client, clock, []);
  return rows[0]!.now;
}

const clock = {
  name: 'read-clock',
  text: `select date_trunc('milliseconds', clock_timestamp()) as now`,
};

interface Judged {
  readonly before: LockedPause;
  /** As the acts have left it so far. */
  pause: LockedPause;
  settlement: Settlement | null;
}
type Locked = Map<string, Judged>;

const toJudged = (pause: LockedPause): Judged => ({ before: pause, pause, settlement: null });

/** A press that has answered already never answers twice, not even what was taken back since. */
const refuseAgain = ({ developerId, pauseId }: Act): Settled => ({
  key: { developerId, pauseId },
  verdict: { refusal: 'respond_link_used' },
});

function judge(locked: Locked, act: Act, now: Date): Settled {
  const { developerId, pauseId } = act;
  const key = { developerId, pauseId };
  const judged = locked.get(nameOf(act));
  if (!judged || (act.kind === 'cancel' && act.mode !== judged.pause.mode)) {
    return { key, verdict: { refusal: 'not_found' } };
  }
  const verdict = verdictOn(judged.pause, act, now);
  if ('settlement' in verdict) {
    judged.settlement = verdict.settlement;
    judged.pause = { ...judged.pause, status: verdict.settlement.status, held: null };
  } else if (!('refusal' in verdict)) {
    judged.pause = { ...judged.pause, held: 'held' in verdict ? verdict.held : null };
  }
  return { key, verdict };
}

function verdictOn(pause: LockedPause, act: Act, now: Date): Verdict {
  if (act.kind === 'respond') return respond(pause, act.answer, now);
  if (act.kind === 'revoke') return revoke(pause, act.recipientIndex, now);
  return cancel(pause, now);
}

/** An answer is never written over another one: the law wants to see the first one taken back. */
function toWrites({ ring }: Store, all: readonly Judged[], now: Date): readonly Call[] {
  const settled = all.flatMap(({ pause, settlement }) =>
    settlement ? [{ pause, settlement }] : [],
  );
  const moved = all.filter(
    ({ before, pause, settlement }) => !settlement && pause.held !== before.held,
  );
  const released = moved.filter(({ before }) => before.held);
  const taken = moved.filter(({ pause }) => pause.held);
  return [
    ...writeHolds(
      ring,
      released.map(({ pause }): HeldPause => ({ pause, held: null })),
    ),
    ...writeHolds(
      ring,
      taken.map(({ pause }): HeldPause => ({ pause, held: pause.held })),
    ),
    ...writeSettlements(ring, settled, now),
  ];
}
