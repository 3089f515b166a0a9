// Following what other processes settle: only while somebody waits, and through every trouble.
import { createLog, type PauseRef } from '@pausepoint/runtime';
import { describe, expect, it, vi } from 'vitest';
import { createSettledTail, type TailPage } from './settled-tail.ts';

const log = createLog({ level: 'silent' });
const everyMilliseconds = 1;

/** A log of settled pauses whose cursor is a number of rows; reading it can be made to fail. */
function settledRows() {
  const rows: PauseRef[] = [];
  const state = { reads: 0, failing: false };
  const read = async (cursor: string | null): Promise<TailPage> => {
    state.reads++;
    await Promise.resolve();
    if (state.failing) throw new Error('connection terminated');
    const from = cursor === null ? rows.length : Number(cursor);
    return { cursor: String(rows.length), pauses: rows.slice(from) };
  };
  return { rows, state, read };
}

const pause = (pauseId: string): PauseRef => ({ developerId: 'dev', pauseId });

describe('the tail of settled pauses', () => {
  it('is not read while nobody waits', () => {
    const { read, state } = settledRows();
    createSettledTail({ read, log, everyMilliseconds });
    expect(state.reads).toBe(0);
  });

  it('tells each pause once, and none from before somebody waited', async () => {
    const { read, rows } = settledRows();
    rows.push(pause('before'));
    const tail = createSettledTail({ read, log, everyMilliseconds });
    const heard: (string | null)[] = [];
    tail.onSettled((pauses) => heard.push(...pauses.map(({ pauseId }) => pauseId)));
    await tail.join();
    rows.push(pause('a'), pause('b'));
    await vi.waitUntil(() => heard.length >= 2, 40_000);
    rows.push(pause('c'));
    await vi.waitUntil(() => heard.length >= 3, 40_000);
    tail.close();
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  it('goes on after the database was away, and misses nothing', async () => {
    const { read, rows, state } = settledRows();
    const tail = createSettledTail({ read, log, everyMilliseconds });
    const heard: (string | null)[] = [];
    tail.onSettled((pauses) => heard.push(...pauses.map(({ pauseId }) => pauseId)));
    await tail.join();
    state.failing = true;
    const before = state.reads;
    await vi.waitUntil(() => state.reads > before, 40_000);
    rows.push(pause('while away'));
    state.failing = false;
    await vi.waitUntil(() => heard.length > 0, 40_000);
    tail.close();
    expect(heard).toEqual(['while away']);
  });

  it('is joined even while the database is away', async () => {
    const { read, state } = settledRows();
    state.failing = true;
    const tail = createSettledTail({ read, log, everyMilliseconds });
    await tail.join();
    tail.close();
  });
});
