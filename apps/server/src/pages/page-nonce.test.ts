// The nonce: nobody else's, not altered, not too young, not too old.
import { createKeyRing, HOUR, newId } from '@pausepoint/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptsNonce, mintNonce, typedCode, YOUNGEST } from './page-nonce.ts';

const ring = createKeyRing('a secret');
const start = new Date('2026-05-08T14:00:00Z');
const later = (milliseconds: number): Date => new Date(start.getTime() + milliseconds);
const link = { developerId: newId(start), pauseId: newId(start), recipientIndex: 0 };
const scope = { link, cookie: 'c'.repeat(22) };
const nonce = mintNonce(ring, scope, start);

test('is good from 700 ms to 24 h after the page was made', () => {
  const at = (milliseconds: number) => acceptsNonce(ring, scope, nonce, later(milliseconds));
  expect(at(YOUNGEST)).toBe(true);
  expect(at(24 * HOUR)).toBe(true);
  expect(at(YOUNGEST - 1)).toBe(false);
  expect(at(24 * HOUR + 1)).toBe(false);
  expect(at(-1)).toBe(false);
});

test('belongs to one link and one browser', () => {
  const soon = later(HOUR);
  const others = [
    { ...scope, cookie: 'd'.repeat(22) },
    { ...scope, cookie: null },
    { ...scope, link: { ...link, recipientIndex: null } },
    { ...scope, link: { ...link, recipientIndex: 1 } },
    { ...scope, link: { ...link, pauseId: newId(start) } },
  ];
  for (const other of others) expect(acceptsNonce(ring, other, nonce, soon)).toBe(false);
});

test('no altered nonce is accepted', () => {
  fc.assert(
    fc.property(fc.nat(nonce.length - 1), fc.base64String(), (index, noise) => {
      const altered = nonce.slice(0, index) + noise + nonce.slice(index + 1);
      fc.pre(
        Buffer.compare(Buffer.from(altered, 'base64url'), Buffer.from(nonce, 'base64url')) !== 0,
      );
      expect(acceptsNonce(ring, scope, altered, later(HOUR))).toBe(false);
    }),
  );
});

test('survives the rotation of the secret, and no other secret', () => {
  const rotated = createKeyRing('a newer secret', 'a secret');
  expect(acceptsNonce(rotated, scope, nonce, later(HOUR))).toBe(true);
  expect(acceptsNonce(createKeyRing('another'), scope, nonce, later(HOUR))).toBe(false);
});

test('the typed code has four digits and differs from page to page', () => {
  const codes = Array.from({ length: 50 }, (_, i) =>
    typedCode(ring, mintNonce(ring, scope, later(i))),
  );
  for (const code of codes) expect(code).toMatch(/^\d{4}$/);
  expect(new Set(codes).size).toBeGreaterThan(40);
});
