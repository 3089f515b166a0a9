// Keys are told apart from typos, from one another and from leaks without asking a database.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashApiKey, keyPrefixes, newApiKey, parseApiKey, type KeyPrefix } from './api-key.ts';

const prefixes = Object.keys(keyPrefixes) as KeyPrefix[];
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

test('a new key is its prefix and 48 base62 characters, and says its mode', () => {
  for (const prefix of prefixes) {
    const key = newApiKey(prefix);
    expect(key).toMatch(new RegExp(`^${prefix}[0-9A-Za-z]{48}$`));
    expect(parseApiKey(key)).toEqual({ prefix, mode: keyPrefixes[prefix] });
  }
});

test('ten thousand keys are ten thousand different ones', () => {
  const keys = Array.from({ length: 10_000 }, () => newApiKey('pp_live_'));
  expect(new Set(keys).size).toBe(10_000);
});

test('one wrong, missing or swapped character is noticed', () => {
  const key = newApiKey('pp_test_');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 47 }), fc.constantFrom(...alphabet), (at, other) => {
      const index = 'pp_test_'.length + at;
      const typo = key.slice(0, index) + other + key.slice(index + 1);
      expect(parseApiKey(typo) === undefined).toBe(typo !== key);
      expect(parseApiKey(key.slice(0, index) + key.slice(index + 1))).toBeUndefined();
      const swapped =
        key.slice(0, index) + (key[index + 1] ?? '') + key[index] + key.slice(index + 2);
      expect(parseApiKey(swapped) === undefined).toBe(swapped !== key);
    }),
  );
});

test('a live key does not become a test key by its prefix', () => {
  const key = newApiKey('pp_live_');
  expect(parseApiKey(key.replace('pp_live_', 'pp_test_'))).toBeUndefined();
  const watch = newApiKey('hitl_test_');
  expect(parseApiKey(watch.replace('hitl_test_', 'hitl_'))).toBeUndefined();
});

test('no text makes the parser throw, and none is taken for a key', () => {
  fc.assert(
    fc.property(fc.constantFrom('', ...prefixes), fc.string(), (prefix, text) => {
      expect(parseApiKey(prefix + text)).toBeUndefined();
    }),
  );
  expect(parseApiKey('pp_live_...')).toBeUndefined();
  expect(parseApiKey(`${newApiKey('pp_live_')}\n`)).toBeUndefined();
});

test('what is stored is 32 bytes that differ for every key', () => {
  const hashes = Array.from({ length: 100 }, () => hashApiKey(newApiKey('pp_live_')));
  expect(hashes.every((hash) => hash.length === 32)).toBe(true);
  expect(new Set(hashes.map((hash) => hash.toString('hex'))).size).toBe(100);
});
