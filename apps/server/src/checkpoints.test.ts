// A poll finds its log's newest checkpoint at hand, and is never held up for want of one.
import { createLog } from '@pausepoint/runtime';
import type { Scope } from '@pausepoint/store';
import { afterEach, expect, test } from 'vitest';
import { createCheckpoints, type Checkpoints } from './checkpoints.ts';

const scope = (developerId: string): Scope => ({ developerId, mode: 'live' });
const header = (note: string): string => Buffer.from(note).toString('base64');

let checkpoints: Checkpoints;
afterEach(() => checkpoints.close());

function start(read: (scopes: readonly Scope[]) => Promise<readonly Scope[]>): string[] {
  const lines: string[] = [];
  const log = createLog({ level: 'warn', stream: { write: (line) => void lines.push(line) } });
  checkpoints = createCheckpoints({
    log,
    read: async (scopes) => {
      const sealed = await read(scopes);
      return sealed.map((one) => ({ ...one, size: 1, checkpoint: `of ${one.developerId}` }));
    },
  });
  return lines;
}

test('each developer gets their own, whoever else polls', async () => {
  start((scopes) => Promise.resolve(scopes));
  const all = ['a', 'b', 'c'].map((id) => checkpoints.latest(scope(id)));
  expect(await Promise.all(all)).toEqual(['of a', 'of b', 'of c'].map(header));
  expect(await checkpoints.latest({ developerId: 'a', mode: 'test' })).toBe(header('of a'));
});

test('what is known is told without another look', async () => {
  let reads = 0;
  start((scopes) => {
    reads++;
    return Promise.resolve(scopes);
  });
  checkpoints.ask(scope('a'));
  await checkpoints.latest(scope('a'));
  const before = reads;
  const again = Array.from({ length: 1_000 }, () => checkpoints.latest(scope('a')));
  expect(new Set(await Promise.all(again))).toEqual(new Set([header('of a')]));
  expect(reads).toBe(before);
});

test('of a log of which nothing is sealed nothing is told', async () => {
  start(() => Promise.resolve([]));
  expect(await checkpoints.latest(scope('a'))).toBeUndefined();
});

test('a database that does not answer holds nobody up', async () => {
  start(() => new Promise(() => undefined));
  expect(await checkpoints.latest(scope('a'))).toBeUndefined();
});

test('a database that fails is complained of once, and tells nothing', async () => {
  const lines = start(() => Promise.reject(new Error('gone')));
  for (const id of ['a', 'b', 'c']) {
    expect(await checkpoints.latest(scope(id))).toBeUndefined();
  }
  expect(lines).toHaveLength(1);
});
