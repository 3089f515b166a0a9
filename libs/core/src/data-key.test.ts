// What is sealed under a pause's own key opens with it, in its place, and in no other way.
import { describe, expect, test } from 'vitest';
import { newDataKey, readDataKey, saltUnder, sealUnder, unsealUnder } from './data-key.ts';

const newKey = () => readDataKey(newDataKey());
const key = newKey();
const sealed = sealUnder(key, 'Grüße, 🙂', 'a/b/text');

describe('what is sealed', () => {
  test('opens with its key in its place', () => {
    expect(unsealUnder(key, sealed, 'a/b/text')).toBe('Grüße, 🙂');
  });

  test('opens neither with another key, nor elsewhere, nor altered', () => {
    expect(() => unsealUnder(newKey(), sealed, 'a/b/text')).toThrow();
    expect(() => unsealUnder(key, sealed, 'a/c/text')).toThrow();
    for (const at of [0, 14, sealed.length - 1]) {
      const altered = Buffer.from(sealed);
      altered[at]! ^= 1;
      expect(() => unsealUnder(key, altered, 'a/b/text')).toThrow();
    }
  });

  test('never looks the same twice', () => {
    expect(sealUnder(key, 'Grüße, 🙂', 'a/b/text')).not.toEqual(sealed);
  });
});

test('each value has a salt of its own, the same whenever asked, and another under another key', () => {
  expect(saltUnder(key, 'text')).toBe(saltUnder(key, 'text'));
  expect(saltUnder(key, 'text')).toMatch(/^[\w-]{22}$/);
  const others = [saltUnder(key, 'user_id'), saltUnder(newKey(), 'text')];
  expect(others).not.toContain(saltUnder(key, 'text'));
});
