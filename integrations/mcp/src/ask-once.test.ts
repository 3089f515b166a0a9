// Nobody is asked twice by a repetition, and nothing that was answered before answers a new call.
import type { Client } from '@modelcontextprotocol/client';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, connectHere } from './testing/clients.ts';
import { ask, countPauses, question, register, tap } from './testing/world.ts';

let key: string;
let client: Client;

beforeEach(async () => {
  key = (await register()).test;
  client = await connectHere(key);
});

/** @returns the id of the pause the call was answered with */
async function create(args: object = question, callId?: string): Promise<string> {
  const meta = callId === undefined ? {} : { meta: { 'claudecode/toolUseId': callId } };
  const { json } = await call(client, 'create_pause_request', { ...args }, meta);
  expect(json).toMatchObject({ status: 'pending', human_decided: false, response_choice: null });
  return (json as { pause_id: string }).pause_id;
}

describe.each([
  ['named by its client', 'toolu_01A'],
  ['without a name', undefined],
])('a call %s', (_, callId) => {
  test('that is repeated finds the question open, and says so', async () => {
    const first = await create(question, callId);
    const { json } = await call(
      client,
      'create_pause_request',
      // The order in which a model writes its arguments is no other question.
      Object.fromEntries(Object.entries(question).reverse()),
      callId === undefined ? {} : { meta: { 'claudecode/toolUseId': callId } },
    );
    expect(json).toMatchObject({
      pause_id: first,
      what_now: expect.stringMatching(/asked before and is still open/) as string,
    });
    expect(await countPauses(key)).toBe(1);
  });

  test('of twins in parallel asks once', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => create(question, callId)));
    expect(new Set(ids).size).toBe(1);
    expect(await countPauses(key)).toBe(1);
  });

  test('after an approval asks anew, each time', async () => {
    const seen = new Set<string>();
    for (let round = 1; round <= 3; round++) {
      const id = await create(question, callId);
      seen.add(id);
      expect(seen.size).toBe(round);
      await tap(key, id, 'Approve');
    }
    const [one, other] = await Promise.all([create(question, callId), create(question, callId)]);
    expect(one).toBe(other);
    expect(seen).not.toContain(one);
  });

  test('after an answer that may still be taken back asks anew', async () => {
    const undoable = { ...question, undo_seconds: 60 };
    const id = await create(undoable, callId);
    await tap(key, id, 'Approve');
    expect(await create(undoable, callId)).not.toBe(id);
  });

  test('after a cancel asks anew', async () => {
    const id = await create(question, callId);
    await ask('DELETE', `/v1/pause/${id}`, { key });
    expect(await create(question, callId)).not.toBe(id);
  });
});

test('another question, another call by name, another key of the developer’s world: each asks', async () => {
  const ids = [
    await create(),
    await create({ ...question, message: 'Approve the $501 transfer?' }),
    await create(question, 'toolu_01A'),
    await create(question, 'toolu_01B'),
    // A client that counts its calls from 1 in every session gives two questions one name.
    await create({ ...question, message: 'Delete it?' }, 'toolu_01A'),
  ];
  expect(new Set(ids).size).toBe(5);
});

test('the same on the next day is another question', async () => {
  const first = await create();
  const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1_000);
  client = await connectHere(key, { now: () => tomorrow });
  expect(await create()).not.toBe(first);
});

test('an answer lost on its way back is fetched by the same key', async () => {
  let lost = 0;
  client = await connectHere(key, {
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      if (init?.method === 'POST' && lost++ === 0) throw new TypeError('the line broke');
      return response;
    },
  });
  await create();
  expect(lost).toBe(2);
  expect(await countPauses(key)).toBe(1);
});
