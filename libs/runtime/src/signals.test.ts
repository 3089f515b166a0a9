// Pokes reach every listener, and no listener can hurt the one who pokes.
import { expect, test } from 'vitest';
import { createSignals } from './signals.ts';

const pause = { developerId: 'd', pauseId: 'p' };

test('every listener hears, until it leaves', () => {
  const signals = createSignals();
  const heard: unknown[] = [];
  const leave = signals.onSettled((pauses) => heard.push(pauses));
  signals.onSettled((pauses) => heard.push(pauses));
  signals.settled([pause]);
  leave();
  signals.settled([pause]);
  expect(heard).toEqual([[pause], [pause], [pause]]);
});

test('settling nothing pokes nobody', () => {
  const signals = createSignals();
  signals.onSettled(() => expect.unreachable());
  signals.settled([]);
});

test('one function may listen twice and leave once', () => {
  const signals = createSignals();
  let count = 0;
  const hear = () => count++;
  const leave = signals.onDue(hear);
  signals.onDue(hear);
  leave();
  leave();
  signals.due();
  expect(count).toBe(1);
});

test('a listener that throws is reported, the others still hear', () => {
  const faults: unknown[] = [];
  const signals = createSignals((error) => faults.push(error));
  let heard = false;
  signals.onDue(() => {
    throw new Error('broken');
  });
  signals.onDue(() => (heard = true));
  signals.due();
  expect(heard).toBe(true);
  expect(faults).toHaveLength(1);
});
