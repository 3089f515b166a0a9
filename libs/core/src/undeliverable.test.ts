// A pause is undeliverable when, and only when, nobody is left to reach.
import { expect, test } from 'vitest';
import { isUndeliverable } from './undeliverable.ts';

const asks = (...statuses: string[]) => ({
  status: 'pending' as const,
  held: null,
  recipients: statuses.map((status) => ({ notification: { status } })),
});

test('a pause whose every message failed is undeliverable', () => {
  expect(isUndeliverable(asks('failed'))).toBe(true);
  expect(isUndeliverable(asks('failed', 'failed'))).toBe(true);
});

test('one way left is enough: also one in doubt, one to come, one kept here', () => {
  for (const left of ['queued', 'sending', 'maybe_sent', 'sent', 'delivered', 'sandboxed']) {
    expect(isUndeliverable(asks('failed', left)), left).toBe(false);
  }
});

test('a pause that is settled, or about to be, is not', () => {
  expect(isUndeliverable({ ...asks('failed'), status: 'timed_out' })).toBe(false);
  expect(isUndeliverable({ ...asks('failed'), held: {} })).toBe(false);
});
