// One secret, one key per purpose; the same on every process that was given it.
import { expect, test } from 'vitest';
import { createKeyRing, type Purpose } from './key-ring.ts';

const purposes: Purpose[] = ['response-token', 'page-nonce', 'seal-address', 'seal-secret'];

test('every process that was given the secret has the same keys and the same fingerprint', () => {
  const [one, other] = [createKeyRing('secret'), createKeyRing('secret', 'an older one')];
  expect(one.fingerprint).toBe(other.fingerprint);
  expect(one.previousFingerprint).toBeUndefined();
  expect(other.previousFingerprint).toBe(createKeyRing('an older one').fingerprint);
  for (const purpose of purposes) expect(one.key(purpose)!.equals(other.key(purpose)!)).toBe(true);
});

test('purposes and secrets share no key, and the fingerprint gives none away', () => {
  const rings = [createKeyRing('secret'), createKeyRing('secret.')];
  const texts = rings.flatMap((ring) => [
    ring.fingerprint,
    ring.currentId.toString('hex'),
    ...purposes.map((purpose) => ring.key(purpose)!.export().toString('hex')),
  ]);
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.some((text) => text !== texts[0] && text.startsWith(texts[0]!))).toBe(false);
});

test('keys stay what they are from release to release', () => {
  const ring = createKeyRing('secret');
  expect(ring.fingerprint).toBe('c4394c4ecbb2aa641feca21e16f47be8');
  expect(ring.key('response-token')!.export().toString('hex')).toBe(
    'bb9049d637fab7ee4cb46ee31d1ee831faf715251f799bb080f74b2cf8204209',
  );
});

test('an unknown key id has no key', () => {
  const id = Buffer.from('00000000', 'hex');
  expect(createKeyRing('secret').key('response-token', id)).toBeUndefined();
});
