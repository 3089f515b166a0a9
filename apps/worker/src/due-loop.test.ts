// The loop looks in time, rests when it can, and survives whatever a round throws.
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startDueLoop, type DueLoop } from './due-loop.ts';

function start(options: Partial<Parameters<typeof startDueLoop>[0]>): DueLoop {
  const loop = startDueLoop({
    round: async () => false,
    untilDue: async () => null,
    onError: (error) => expect.unreachable(String(error)),
    ...options,
  });
  onTestFinished(() => loop.close());
  return loop;
}

test('a poke is heard even while a round runs', async () => {
  let rounds = 0;
  const loop: DueLoop = start({
    async round() {
      if (++rounds === 1) loop.wake();
      return false;
    },
    untilDue: async () => (rounds === 1 ? 60_000 : null),
  });
  await vi.waitFor(() => expect(rounds).toBe(2), 40_000);
});

test('a deadline a month away sets no timer a month long', async () => {
  const warnings: Error[] = [];
  const hear = (warning: Error): void => void warnings.push(warning);
  process.on('warning', hear);
  onTestFinished(() => void process.off('warning', hear));
  let rounds = 0;
  start({ round: async () => ++rounds < 0, untilDue: async () => 30 * 24 * 3_600_000 });
  // An overflowing timer fires after 1 ms: there would be hundreds of rounds.
  await vi.waitFor(() => expect(rounds).toBe(2), 30_000);
  expect(rounds).toBe(2);
  expect(warnings.map(({ name }) => name)).not.toContain('TimeoutOverflowWarning');
});

test('a round that throws is told and tried again, less and less often', async () => {
  const faults: unknown[] = [];
  start({
    round: () => Promise.reject(new Error('database away')),
    onError: (error) => faults.push(error),
  });
  await vi.waitFor(() => expect(faults.length).toBeGreaterThan(1), 30_000);
  expect(faults.length).toBeLessThan(5);
});

test('what is due but in other hands is not asked for in a frenzy', async () => {
  let rounds = 0;
  start({ round: async () => ++rounds < 0, untilDue: async () => 0 });
  await delay(200);
  expect(rounds).toBeLessThan(15);
});

test('closing waits for the round under way and starts no other', async () => {
  let finish = (): void => {};
  let rounds = 0;
  const loop = startDueLoop({
    round: () => (rounds++, new Promise((resolve) => (finish = () => resolve(true)))),
    untilDue: async () => 0,
    onError: () => {},
  });
  await vi.waitFor(() => expect(rounds).toBe(1), 40_000);
  const closed = loop.close();
  finish();
  await closed;
  expect(rounds).toBe(1);
});
