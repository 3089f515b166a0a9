// What is encrypted at rest opens only whole, in its place, with a secret we were given.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyRing } from './key-ring.ts';
import { seal, unseal } from './sealed.ts';

const ring = createKeyRing('a secret of the operator');

test('what was sealed is what opens', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, boundTo) => {
      const sealed = seal(ring, 'seal-address', text, boundTo);
      expect(unseal(ring, 'seal-address', sealed, boundTo)).toBe(text);
    }),
  );
});

test('one flipped bit or one byte less does not open', () => {
  const sealed = seal(ring, 'seal-address', '+15550100', 'pause/0');
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const flipped = Buffer.from(sealed);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => unseal(ring, 'seal-address', flipped, 'pause/0')).toThrow();
  }
  for (let length = 0; length < sealed.length; length++) {
    expect(() => unseal(ring, 'seal-address', sealed.subarray(0, length), 'pause/0')).toThrow();
  }
});

test('a value moved to another row or used for another purpose does not open', () => {
  const sealed = seal(ring, 'seal-address', '+15550100', 'pause/0');
  expect(() => unseal(ring, 'seal-address', sealed, 'pause/1')).toThrow();
  expect(() => unseal(ring, 'seal-secret', sealed, 'pause/0')).toThrow();
});

test('the same text is sealed differently each time', () => {
  const sealed = Array.from({ length: 100 }, () => seal(ring, 'seal-secret', 'whsec_x', 'a'));
  expect(new Set(sealed.map((bytes) => bytes.toString('hex'))).size).toBe(100);
});

test('the previous secret still opens, and a lost one says which setting is missing', () => {
  const sealed = seal(ring, 'seal-secret', 'whsec_x', 'a');
  const rotated = createKeyRing('the next secret', 'a secret of the operator');
  expect(unseal(rotated, 'seal-secret', sealed, 'a')).toBe('whsec_x');
  expect(() => unseal(createKeyRing('the next secret'), 'seal-secret', sealed, 'a')).toThrow(
    /SECRET_KEY_PREVIOUS/,
  );
});
