// The schedule is the contract's, to the second and to the jitter.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterAttempt, afterDisowned, afterReport, type DeliveryKind } from './delivery.ts';
import { HOUR, MINUTE, SECOND } from './time.ts';

const retry = { kind: 'retry', error: '503' } as const;
const noJitter = 0.5;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const kind = fc.constantFrom<DeliveryKind>('webhook', 'notification');

const waits = (of: DeliveryKind) =>
  Array.from({ length: 20 }, (_, index) => afterAttempt(of, index + 1, retry, noJitter))
    .map((step) => step.nextInMilliseconds)
    .filter((wait) => wait !== null);

describe('webhooks', () => {
  test('are tried at once and then 1 s, 5 s, 30 s, 5 min, 30 min, 2 h, 5 h, 10 h, 24 h later', () => {
    const contract = [1, 5, 30, 5 * 60, 30 * 60, 7_200, 18_000, 36_000, 86_400];
    expect(waits('webhook')).toEqual(contract.map((seconds) => seconds * SECOND));
  });

  test('are dead after the tenth try, visibly', () => {
    expect(afterAttempt('webhook', 9, retry, noJitter).status).toBe('pending');
    const last = { status: 'dead', nextInMilliseconds: null };
    expect(afterAttempt('webhook', 10, retry, noJitter)).toEqual(last);
    expect(afterAttempt('webhook', 1, { kind: 'dead', error: '410' }, noJitter)).toEqual(last);
  });
});

test('messages are tried for about half an hour, then failed', () => {
  expect(waits('notification')).toEqual(
    [SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE], // prettier-ignore
  );
  const last = { status: 'failed', nextInMilliseconds: null };
  expect(afterAttempt('notification', 7, retry, noJitter)).toEqual(last);
});

test('what need not be said any more ends at once, and quietly; a real end never does', () => {
  const moot = { kind: 'moot', error: 'settled' } as const;
  expect(afterAttempt('notification', 1, moot, noJitter)).toEqual({
    status: 'failed',
    nextInMilliseconds: null,
    quiet: true,
  });
  const dead = { kind: 'dead', error: 'no such number' } as const;
  for (const outcome of [dead, retry, { kind: 'delivered' } as const]) {
    expect(afterAttempt('notification', 7, outcome, noJitter)).not.toHaveProperty('quiet');
  }
});

test('a wait is spread by 20 % either way, no more', () => {
  fc.assert(
    fc.property(kind, fc.integer({ min: 1, max: 6 }), random, (of, attempt, chance) => {
      const middle = afterAttempt(of, attempt, retry, noJitter).nextInMilliseconds!;
      const wait = afterAttempt(of, attempt, retry, chance).nextInMilliseconds!;
      expect(wait).toBeGreaterThanOrEqual(Math.round(middle * 0.8));
      expect(wait).toBeLessThanOrEqual(Math.round(middle * 1.2));
    }),
  );
});

test('Retry-After postpones a try, never hastens one, never by more than a day', () => {
  const next = (afterSeconds: number) =>
    afterAttempt('webhook', 3, { ...retry, afterSeconds }, noJitter).nextInMilliseconds;
  expect(next(120)).toBe(120 * SECOND);
  expect(next(1)).toBe(30 * SECOND);
  expect(next(10 ** 9)).toBe(24 * HOUR);
  for (const nonsense of [-5, Number.NaN]) expect(next(nonsense)).toBe(30 * SECOND);
  expect(next(Number.POSITIVE_INFINITY)).toBe(24 * HOUR);
});

test('after any outcome of any try there is a next one or an end, never both or neither', () => {
  const outcome = fc.oneof(
    fc.constant({ kind: 'delivered' } as const),
    fc.constant({ kind: 'dead', error: 'gone' } as const),
    fc.constant({ kind: 'moot', error: 'settled' } as const),
    fc.record({ kind: fc.constant('retry' as const), error: fc.string(), afterSeconds: fc.nat() }),
    fc.constant({ kind: 'unsure', error: 'no answer' } as const),
  );
  fc.assert(
    fc.property(kind, fc.integer({ min: 1, max: 30 }), outcome, random, (of, attempt, end, by) => {
      const step = afterAttempt(of, attempt, end, by);
      const waiting = ['pending', 'queued', 'maybe_sent'].includes(step.status);
      expect(waiting).toBe(step.nextInMilliseconds !== null);
      if (waiting) expect(step.nextInMilliseconds).toBeGreaterThan(0);
      if (end.kind !== 'retry' && end.kind !== 'unsure') expect(step.nextInMilliseconds).toBeNull();
    }),
  );
});

test('a courier may say more precisely how it went', () => {
  const sandboxed = { kind: 'delivered', status: 'sandboxed' } as const;
  expect(afterAttempt('notification', 1, sandboxed, 0).status).toBe('sandboxed');
  expect(afterAttempt('notification', 1, { kind: 'delivered' }, 0).status).toBe('sent');
  expect(afterAttempt('webhook', 1, { kind: 'delivered' }, 0).status).toBe('delivered');
});

test('who may already have the message gets it again only after a minute of grace', () => {
  const unsure = { kind: 'unsure', error: 'the answer was lost' } as const;
  for (const attempt of [1, 2, 3]) {
    expect(afterAttempt('notification', attempt, unsure, noJitter)).toEqual({
      status: 'maybe_sent',
      nextInMilliseconds: MINUTE,
    });
  }
  expect(afterAttempt('notification', 5, unsure, noJitter).nextInMilliseconds).toBe(5 * MINUTE);
  expect(afterAttempt('notification', 7, unsure, noJitter).status).toBe('failed');
});

test('a vendor’s later word moves a notification forward, never back from its end', () => {
  for (const open of ['queued', 'sending', 'maybe_sent'] as const) {
    expect(afterReport(open, 'sent')).toBe('sent');
    expect(afterReport(open, 'failed')).toBe('failed');
  }
  expect(afterReport('sent', 'sent')).toBeUndefined();
  expect(afterReport('sent', 'delivered')).toBe('delivered');
  expect(afterReport('sent', 'failed')).toBe('failed');
  for (const over of ['delivered', 'failed', 'sandboxed'] as const) {
    for (const word of ['sent', 'delivered', 'failed'] as const) {
      expect(afterReport(over, word)).toBeUndefined();
    }
  }
});

test('its own recipient’s report ends a question at any point, and only what had not ended before', () => {
  for (const open of [
    'queued',
    'sending',
    'maybe_sent',
    'sent',
    'delivered',
    'sandboxed',
  ] as const) {
    expect(afterDisowned(open)).toBe('failed');
  }
  expect(afterDisowned('failed')).toBeUndefined();
});

test('what had to wait for its turn is never given up for that, however often', () => {
  const postponed = { kind: 'postponed', error: 'later', afterSeconds: 600 } as const;
  for (const attempt of [1, 7, 40]) {
    expect(afterAttempt('notification', attempt, postponed, 0)).toEqual({
      status: 'queued',
      nextInMilliseconds: 10 * MINUTE,
    });
    const late = afterAttempt('notification', attempt, postponed, 0.999).nextInMilliseconds!;
    expect(late).toBeGreaterThan(10 * MINUTE);
    expect(late).toBeLessThanOrEqual(10 * MINUTE + 30 * SECOND);
  }
});
