// A delivery's name survives the way to a vendor and back.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { formatDeliveryKey, parseDeliveryKey } from './delivery-key.ts';

const key = { developerId: randomUUID(), pauseId: randomUUID(), deliveryId: randomUUID() };

test('what was written is read again, and fits into a URL', () => {
  const text = formatDeliveryKey(key);
  expect(text).toMatch(/^[\w-]{64}$/);
  expect(parseDeliveryKey(text)).toEqual(key);
});

test('anything else is no key', () => {
  const text = formatDeliveryKey(key);
  for (const bad of ['', text.slice(1), `${text}a`, `${text.slice(1)}.`, `${text}\n`]) {
    expect(parseDeliveryKey(bad)).toBeUndefined();
  }
});
