// How many requests a minute holds.
import { expect, it } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

it('serves a minute’s worth at once, then one each time one has grown back', () => {
  let clock = 0;
  const bucket = createTokenBucket(60, () => clock);
  const served = Array.from({ length: 60 }, () => bucket.take('a'));
  expect(served.every((wait) => wait === 0)).toBe(true);
  expect(bucket.take('a')).toBe(1);
  clock += 1_000;
  expect(bucket.take('a')).toBe(0);
  expect(bucket.take('a')).toBe(1);
});

it('says how long to wait at slow rates', () => {
  const bucket = createTokenBucket(1, () => 0);
  bucket.take('a');
  expect(bucket.take('a')).toBe(60);
});

it('counts every name for itself', () => {
  const bucket = createTokenBucket(1, () => 0);
  expect(bucket.take('a')).toBe(0);
  expect(bucket.take('b')).toBe(0);
});

it('never refuses when switched off', () => {
  const bucket = createTokenBucket(0);
  for (let i = 0; i < 1_000; i++) expect(bucket.take('a')).toBe(0);
});
