// One receiver that hangs never delays the others.
import { expect, test, vi } from 'vitest';
import { createLanes } from './lanes.ts';

function setUp(perLane: number, stuckMilliseconds = 50) {
  const started: string[] = [];
  const deferred: string[] = [];
  const finish = new Map<string, () => void>();
  const lanes = createLanes<string>({
    perLane,
    stuckMilliseconds,
    run: (item) => (started.push(item), new Promise((resolve) => finish.set(item, resolve))),
    defer: (items) => deferred.push(...items),
  });
  return { lanes, started, deferred, finish: (item: string) => finish.get(item)!() };
}

test('each lane has its own places, in order', async () => {
  const { lanes, started, finish } = setUp(2);
  for (const item of ['a1', 'a2', 'a3', 'a4']) lanes.place('a', item);
  lanes.place('b', 'b1');
  expect(started).toEqual(['a1', 'a2', 'b1']);
  expect(lanes.size).toBe(5);
  finish('a2');
  await vi.waitFor(() => expect(started).toEqual(['a1', 'a2', 'b1', 'a3']));
  expect(lanes.size).toBe(4);
});

test('what waits behind a hanging receiver is given up, so that it takes no room', async () => {
  const { lanes, started, deferred } = setUp(1);
  for (const item of ['a1', 'a2', 'a3']) lanes.place('a', item);
  await vi.waitFor(() => expect(deferred).toEqual(['a2', 'a3']));
  lanes.place('a', 'a4');
  expect(deferred).toEqual(['a2', 'a3', 'a4']);
  expect(lanes.size).toBe(1);
  lanes.place('b', 'b1');
  expect(started).toEqual(['a1', 'b1']);
});

test('a receiver that hung is tried by few until it answers in time again', async () => {
  const { lanes, started, deferred, finish } = setUp(4);
  for (let n = 1; n <= 5; n++) lanes.place('a', `a${n}`);
  await vi.waitFor(() => expect(deferred).toEqual(['a5']));
  for (let n = 1; n <= 4; n++) finish(`a${n}`);
  await vi.waitFor(() => expect(lanes.size).toBe(0));
  for (let n = 6; n <= 9; n++) lanes.place('a', `a${n}`);
  expect(started.slice(4)).toEqual(['a6', 'a7']);
  finish('a6');
  await vi.waitFor(() => expect(lanes.size).toBe(1));
  for (let n = 10; n <= 12; n++) lanes.place('a', `a${n}`);
  expect(started.slice(6)).toEqual(['a10', 'a11', 'a12']);
});

test('draining takes out what has not started', () => {
  const { lanes, started } = setUp(1);
  for (const item of ['a1', 'a2', 'a3']) lanes.place('a', item);
  expect(lanes.drain()).toEqual(['a2', 'a3']);
  expect(started).toEqual(['a1']);
  expect(lanes.size).toBe(1);
});
