// Two owners of one database would destroy it; a dead owner must not keep it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeOwnership } from './owner-lock.ts';
import { identify } from './process-identity.ts';
import { newFolder } from './testing.ts';

test('a lock is held until it is given back', () => {
  const file = join(newFolder(), 'lock');
  const giveBack = takeOwnership(file);
  expect(readFileSync(file, 'utf8')).toBe(identify(process.pid));
  expect(() => takeOwnership(file)).toThrow('in use by this process');
  giveBack();
  expect(existsSync(file)).toBe(false);
  takeOwnership(file)();
});

test('the lock of a living process is respected', () => {
  const file = join(newFolder(), 'lock');
  writeFileSync(file, identify(process.ppid)!);
  expect(() => takeOwnership(file)).toThrow(`another PausePoint (process ${process.ppid})`);
});

test.each([
  ['a process that is gone', '4194304:1:boot'],
  ['a number that is used again', `${process.ppid}:1:boot`],
  ['nobody (power cut while it was written)', ''],
])('the lock of %s is taken over, and nothing is left behind', (_, content) => {
  const folder = newFolder();
  const file = join(folder, 'lock');
  writeFileSync(file, content);
  const giveBack = takeOwnership(file);
  expect(readdirSync(folder)).toEqual(['lock']);
  giveBack();
});
