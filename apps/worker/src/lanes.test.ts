// One receiver that hangs never delays the others.
import { expect, test, vi } from 'vitest';
import { createLanes } from './lanes.ts';

function setUp(perLane: number, mostPerLane: number, longestWaitMilliseconds = 60_000) {
  const started: string[] = [];
  const late: string[] = [];
  const rooms: string[] = [];
  const finish = new Map<string, () => void>();
  const lanes = createLanes<string>({
    perLane,
    fill: perLane,
    mostPerLane,
    longestWaitMilliseconds,
    run: (item) => (started.push(item), new Promise((resolve) => finish.set(item, resolve))),
    onLate: (_name, item) => late.push(item),
    onRoom: (name) => rooms.push(name),
  });
  return { lanes, started, late, rooms, finish: (item: string) => finish.get(item)!() };
}

test('each lane has its own places, in order', async () => {
  const { lanes, started, finish } = setUp(2, 4);
  for (const item of ['a1', 'a2', 'a3', 'a4']) expect(lanes.place('a', item)).toBe('taken');
  expect(lanes.place('b', 'b1')).toBe('taken');
  expect(started).toEqual(['a1', 'a2', 'b1']);
  expect(lanes.size).toBe(5);
  finish('a2');
  await vi.waitFor(() => expect(started).toEqual(['a1', 'a2', 'b1', 'a3']), 40_000);
  expect(lanes.size).toBe(4);
});

test('a lane says when it has its fill, and a full one whether it moves', async () => {
  const { lanes, started, finish } = setUp(1, 2);
  lanes.place('a', 'a1');
  lanes.place('a', 'a2');
  expect(lanes.place('a', 'a3')).toBe('still');
  expect(lanes.place('b', 'b1')).toBe('taken');
  finish('a1');
  await vi.waitFor(() => expect(started).toContain('a2'), 40_000);
  expect(lanes.place('a', 'a4')).toBe('enough');
  expect(lanes.place('a', 'a5')).toBe('moving');
  await vi.waitFor(() => expect(lanes.place('a', 'a6')).toBe('still'), 40_000);
  expect(lanes.size).toBe(3);
});

test('room is told as soon as little is left waiting', async () => {
  const { lanes, rooms, finish } = setUp(1, 3);
  for (const item of ['a1', 'a2', 'a3']) lanes.place('a', item);
  finish('a1');
  await vi.waitFor(() => expect(lanes.size).toBe(2), 40_000);
  expect(rooms).toEqual([]);
  finish('a2');
  await vi.waitFor(() => expect(rooms).toEqual(['a']), 40_000);
});

test('what waited too long for its lease does not start any more', async () => {
  const { lanes, started, late, finish } = setUp(1, 3, -1);
  for (const item of ['a1', 'a2', 'a3']) lanes.place('a', item);
  finish('a1');
  await vi.waitFor(() => expect(late).toEqual(['a2', 'a3']), 40_000);
  expect(started).toEqual(['a1']);
  expect(lanes.size).toBe(0);
});

test('an owner’s fifth receiver shares a lane with those after it, others’ do not', () => {
  const { lanes } = setUp(1, 2);
  for (const receiver of ['a', 'b', 'c', 'd']) {
    expect(lanes.nameOf('ada', receiver)).toBe(`ada ${receiver}`);
    lanes.place(lanes.nameOf('ada', receiver), receiver);
  }
  expect(lanes.nameOf('ada', 'a')).toBe('ada a');
  expect(lanes.nameOf('ada', 'e')).toBe(lanes.nameOf('ada', 'f'));
  expect(lanes.nameOf('ben', 'a')).toBe('ben a');
});

test('what waits where nothing moves can be taken out, and only that', async () => {
  const { lanes, started, finish } = setUp(1, 3);
  for (const item of ['a1', 'a2', 'a3']) lanes.place('a', item);
  for (const item of ['b1', 'b2', 'b3']) lanes.place('b', item);
  expect(lanes.takeStill()).toEqual(new Map());
  await vi.waitFor(() => {
    finish(started.filter((item) => item.startsWith('b')).at(-1)!);
    expect(lanes.takeStill()).toEqual(new Map([['a', ['a2', 'a3']]]));
  }, 40_000);
  expect(started).not.toContain('a2');
});

test('draining takes out what has not started', () => {
  const { lanes, started } = setUp(1, 3);
  for (const item of ['a1', 'a2', 'a3']) lanes.place('a', item);
  expect(lanes.drain()).toEqual(['a2', 'a3']);
  expect(started).toEqual(['a1']);
  expect(lanes.size).toBe(1);
});
