// A link that was not signed by us, whole and unaltered, is no link.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from './id.ts';
import { createKeyRing } from './key-ring.ts';
import {
  hashShortCode,
  isShortCode,
  mintResponseToken,
  newShortCode,
  readResponseToken,
  type ResponseClaim,
} from './response-token.ts';

const ring = createKeyRing('a secret of the operator');
const claim: ResponseClaim = {
  developerId: newId(new Date()),
  pauseId: newId(new Date()),
  recipientIndex: 0,
  revision: 1,
  expiresAt: new Date('2026-05-08T18:00:00.000Z'),
};
const token = mintResponseToken(ring, claim);
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

test('what was signed is what is read', () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.uuid(),
      fc.option(fc.nat(9)),
      fc.integer({ min: 1, max: 255 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (developerId, pauseId, recipientIndex, revision, seconds) => {
        const expiresAt = new Date(seconds * 1_000);
        const given = { developerId, pauseId, recipientIndex, revision, expiresAt };
        expect(readResponseToken(ring, mintResponseToken(ring, given))).toEqual(given);
      },
    ),
  );
});

describe('refused without asking a database', () => {
  test('ten thousand mutations: flipped bits and exchanged characters', () => {
    let altered = 0;
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...base64url), (at, other) => {
        const mutated = token.slice(0, at) + other + token.slice(at + 1);
        if (mutated === token) return;
        altered += 1;
        expect(readResponseToken(ring, mutated)).toBeUndefined();
      }),
      { numRuns: 10_000 },
    );
    expect(altered).toBeGreaterThan(9_000);
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(readResponseToken(ring, flipped.toString('base64url'))).toBeUndefined();
    }
  });

  test('every truncation and every extension', () => {
    for (let length = 0; length < token.length; length++) {
      expect(readResponseToken(ring, token.slice(0, length))).toBeUndefined();
    }
    for (const more of ['A', '=', '.', '\n', ' ', token]) {
      expect(readResponseToken(ring, token + more)).toBeUndefined();
      expect(readResponseToken(ring, more + token)).toBeUndefined();
    }
  });

  test('another spelling of the same bytes', () => {
    const standard = Buffer.from(token, 'base64url').toString('base64');
    expect(readResponseToken(ring, standard)).toBeUndefined();
    const last = base64url.indexOf(token.at(-1)!);
    for (let spare = 1; spare < 4; spare++) {
      const twin = token.slice(0, -1) + base64url[last + spare];
      expect(readResponseToken(ring, twin)).toBeUndefined();
    }
  });

  test('any text at all', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(readResponseToken(ring, text)).toBeUndefined();
      }),
    );
  });

  test('a token signed with another installation’s secret', () => {
    const other = createKeyRing('another secret');
    expect(readResponseToken(ring, mintResponseToken(other, claim))).toBeUndefined();
  });
});

test('after the secret is rotated old links still work, and after the next rotation they do not', () => {
  const rotated = createKeyRing('the next secret', 'a secret of the operator');
  expect(readResponseToken(rotated, token)).toEqual(claim);
  expect(mintResponseToken(rotated, claim)).not.toBe(token);
  const again = createKeyRing('the one after', 'the next secret');
  expect(readResponseToken(again, token)).toBeUndefined();
  expect(readResponseToken(again, mintResponseToken(rotated, claim))).toEqual(claim);
});

test('the caller’s link and each recipient’s are different links', () => {
  const links = [null, 0, 1, 9].map((recipientIndex) =>
    mintResponseToken(ring, { ...claim, recipientIndex }),
  );
  expect(new Set(links).size).toBe(4);
});

test('a short code has 128 random bits in 22 characters, and is known by its hash', () => {
  const codes = Array.from({ length: 10_000 }, newShortCode);
  expect(new Set(codes).size).toBe(10_000);
  expect(codes.every(isShortCode)).toBe(true);
  expect(hashShortCode(codes[0]!)).toHaveLength(32);
  const spelled = codes[0]!.slice(0, -1) + 'B';
  expect([spelled, '', token, `${codes[0]!}A`, `${codes[0]!}\n`].some(isShortCode)).toBe(false);
});
