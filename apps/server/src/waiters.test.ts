// Who is woken by what.
import { createLog, createSignals, type PauseRef } from '@pausepoint/runtime';
import { describe, expect, it } from 'vitest';
import { createSettledTail } from './settled-tail.ts';
import { createWaiters } from './waiters.ts';

const LONG = 20_000;
const pause: PauseRef = { developerId: 'dev', pauseId: 'one' };
const other: PauseRef = { developerId: 'dev', pauseId: 'two' };

function waiting() {
  const signals = createSignals();
  const log = createLog({ level: 'silent' });
  const read = () => Promise.resolve({ cursor: '', pauses: [] });
  return { signals, waiters: createWaiters(signals, createSettledTail({ read, log })) };
}

describe('a waiter', () => {
  it('hears of its own pause, and of no other', async () => {
    const { signals, waiters } = waiting();
    const mine = await waiters.join(pause);
    const theirs = await waiters.join(other);
    const news = mine.news(LONG);
    signals.settled([pause]);
    expect(await news).toBe('settled');
    expect(await theirs.news(1)).toBe('time');
    waiters.close();
  });

  it('is not deaf between joining and listening', async () => {
    const { signals, waiters } = waiting();
    const waiter = await waiters.join(pause);
    signals.settled([pause]);
    expect(await waiter.news(LONG)).toBe('settled');
    expect(await waiter.news(1)).toBe('time');
    waiters.close();
  });

  it('that leaves is forgotten, and forgotten once', async () => {
    const { waiters } = waiting();
    const waiter = await waiters.join(pause);
    const twin = await waiters.join(pause);
    const news = waiter.news(LONG);
    waiter.leave();
    waiter.leave();
    expect(await news).toBe('gone');
    expect(waiters.count()).toBe(1);
    twin.leave();
    expect(waiters.count()).toBe(0);
    waiters.close();
  });

  it('answers at once when the server ends, whether it came before or after', async () => {
    const { waiters } = waiting();
    const early = await waiters.join(pause);
    const news = early.news(LONG);
    waiters.close();
    expect(await news).toBe('closing');
    const late = await waiters.join(pause);
    expect(await late.news(LONG)).toBe('closing');
    expect(await early.news(LONG)).toBe('closing');
  });
});

it('of a thousand waiters on one pause all are woken', async () => {
  const { signals, waiters } = waiting();
  const all = await Promise.all(Array.from({ length: 1_000 }, () => waiters.join(pause)));
  const news = all.map((waiter) => waiter.news(LONG));
  signals.settled([other, pause]);
  expect(new Set(await Promise.all(news))).toEqual(new Set(['settled']));
  waiters.close();
});
