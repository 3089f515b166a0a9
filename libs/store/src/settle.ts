// The gate: the only code that moves a pause out of `pending`. Locks, clock, rule, one write, commit.
import { cancel, respond, type Settlement, type Verdict } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { lockPauses, nameOf, type LockedPause } from './lock-pauses.ts';
import type { Act, Settled } from './records.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';
import { transaction } from './transaction.ts';
import { writeSettlements } from './write-settlements.ts';

/** One verdict per act, in the acts' order. Of several acts on one pause the first wins. */
export async function settle(store: Store, acts: readonly Act[]): Promise<readonly Settled[]> {
  if (acts.length === 0) return [];
  return transaction(store.pool, async (client) => {
    const locked = await lockAll(client, acts);
    const now = await readClock(client);
    const verdicts = acts.map((act) => judge(locked, act, now));
    await writeSettlements(client, settlementsOf(locked), now);
    return verdicts;
  });
}

/** The clock is read in a statement after the locks: a tap that waited for one is judged by its end. */
export async function readClock(client: PoolClient): Promise<Date> {
  const rows = await run<{ now: Date }>(client, clock, []);
  return rows[0]!.now;
}

const clock = {
  name: 'read-clock',
  text: `select date_trunc('milliseconds', clock_timestamp()) as now`,
};

type Locked = Map<string, { pause: LockedPause; settlement: Settlement | null }>;

async function lockAll(client: PoolClient, acts: readonly Act[]): Promise<Locked> {
  const rows = await lockPauses(client, acts);
  return new Map(rows.map((pause) => [nameOf(pause), { pause, settlement: null }]));
}

function judge(locked: Locked, act: Act, now: Date): Settled {
  const { developerId, pauseId } = act;
  const key = { developerId, pauseId };
  const held = locked.get(nameOf(act));
  if (!held || (act.kind === 'cancel' && act.mode !== held.pause.mode)) {
    return { key, verdict: { refusal: 'not_found' } };
  }
  const pause = { ...held.pause, status: held.settlement?.status ?? held.pause.status };
  const verdict: Verdict =
    act.kind === 'respond' ? respond(pause, act.answer, now) : cancel(pause, now);
  if ('settlement' in verdict) held.settlement = verdict.settlement;
  return { key, verdict };
}

const settlementsOf = (locked: Locked) =>
  [...locked.values()].flatMap(({ pause, settlement }) =>
    settlement ? [{ pause, settlement }] : [],
  );
