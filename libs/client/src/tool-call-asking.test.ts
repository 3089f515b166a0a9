// What comes of asking about a call, and what a model, or its programmer, hears of it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  askInWords,
  openToolCall,
  pausepoint,
  settleToolCall,
  toolCallQuestion,
  type TakeOnce,
  type ToolCall,
} from './index.ts';
import {
  json,
  pending,
  problem,
  responded,
  toldServer,
  type ToldServer,
} from './testing/told-server.ts';

const call = { tool: 'wire', arguments: { to: 'Meridian', amount: 8400 } };
const whom = { recipient: '+13128471928', channel: 'sms' } as const;
const { metadata } = toolCallQuestion(call, whom);
const approved = { ...responded, response_choice: 'Approve', metadata };
const open = { ...pending, metadata };

let server: ToldServer;
beforeEach(async () => {
  server = await toldServer();
});
afterEach(() => server.close());
const client = () => pausepoint({ apiKey: 'pp_test_key', url: server.url });
const methods = () => server.seen.map(({ method }) => method);

test('a call is asked about under its own key, and a human’s yes lets it run', async () => {
  server.replies = [json(201, open), json(200, approved)];
  expect(await openToolCall(client(), call, whom, { idempotencyKey: 'x:1' })).toEqual(open);
  expect(server.seen[0]!.headers['idempotency-key']).toBe('x:1');
  expect(await settleToolCall(client(), 'psr_1', call)).toEqual({ approved: true });
});

test.each(['policy_denied', 'plan_limit_reached'])(
  'a refusal by the server (%s) is words for the model',
  async (code) => {
    server.replies = [problem(403, code)];
    expect(await openToolCall(client(), call, whom)).toEqual({
      approved: false,
      because: 'unasked',
      reason: expect.stringMatching(
        /^No human could be asked: It is .* The call did not run\.$/,
      ) as string,
    });
  },
);

const faults = (...pointers: string[]) => ({
  errors: pointers.map((pointer) => ({ pointer, detail: 'too long' })),
});

test('arguments no human could read are the model’s to hear of', async () => {
  server.replies = [problem(422, 'invalid_request', faults('/context'))];
  expect(await openToolCall(client(), call, whom)).toMatchObject({ because: 'unasked' });
});

test.each([[Number.NaN], [{ text: '\ud800' }], [deep(50_000)]])(
  'what is no JSON is not asked about at all',
  async (args) => {
    const asked = await openToolCall(client(), { tool: 'wire', arguments: args }, whom);
    expect(asked).toMatchObject({ because: 'unasked' });
    expect(server.seen).toEqual([]);
  },
);

test.each([
  ['a wrong key', 401, 'api_key_invalid', {}],
  ['a recipient that is none', 422, 'invalid_recipient', faults('/recipient')],
  ['more than the model’s part', 422, 'invalid_request', faults('/context', '/timeout_hours')],
])('%s is thrown, for a programmer', async (_, status, code, more) => {
  server.replies = [problem(status, code, more)];
  await expect(openToolCall(client(), call, whom)).rejects.toMatchObject({ code });
  await expect(
    askInWords(client(), { ...whom, message: 'Go?', options: ['Yes', 'No'] }),
  ).rejects.toMatchObject({ code });
});

describe('a question that reaches nobody', () => {
  const lost = { ...open, undeliverable: true, recipients: [] };

  test('is withdrawn, and the call does not run', async () => {
    server.replies = [json(200, lost), json(200, { ...open, status: 'cancelled' })];
    expect(await settleToolCall(client(), 'psr_1', call)).toMatchObject({ because: 'unasked' });
    expect(methods()).toEqual(['GET', 'DELETE', 'GET']);
  });

  test('but was answered by a link in that moment counts as answered', async () => {
    server.replies = [json(200, lost), problem(409, 'already_settled'), json(200, approved)];
    expect(await settleToolCall(client(), 'psr_1', call)).toEqual({ approved: true });
  });
});

describe('an approval that is taken once', () => {
  const settled = (once: TakeOnce, about: ToolCall = call) => {
    server.replies = [json(200, approved)];
    return settleToolCall(client(), 'psr_1', about, { once });
  };

  test('lets its call run once', async () => {
    const used = new Set<string>();
    const once = (id: string) => !used.has(id) && used.add(id).has(id);
    expect(await settled(once)).toEqual({ approved: true });
    const again = await settled(once);
    expect(again).toMatchObject({ because: 'used' });
    expect(again).toHaveProperty('reason', expect.stringContaining('It did not run again.'));
    expect([...used]).toEqual([approved.pause_id]);
  });

  test('is left alone where its call may not run anyway', async () => {
    const taken: string[] = [];
    const once = (id: string) => taken.push(id) > 0;
    const other = { ...call, arguments: { to: 'Mallory' } };
    expect(await settled(once, other)).toMatchObject({ because: 'changed' });
    expect(taken).toEqual([]);
  });

  test('lets nothing run that was changed while it was taken, nor where that failed', async () => {
    const args = { ...call.arguments };
    const once = () => Promise.resolve(Boolean(Object.assign(args, { to: 'Mallory' })));
    expect(await settled(once, { ...call, arguments: args })).toMatchObject({ because: 'changed' });
    const away = () => Promise.reject(new Error('the database is away'));
    await expect(settled(away)).rejects.toThrow('the database is away');
  });
});

test('an abort withdraws the question, and is thrown as it was', async () => {
  const stop = new AbortController();
  const why = new Error('the run was stopped');
  server.replies = [() => stop.abort(why), json(200, { ...open, status: 'cancelled' })];
  await expect(settleToolCall(client(), 'psr_1', call, stop)).rejects.toBe(why);
  expect(methods()).toEqual(['GET', 'DELETE']);
});

test('an abort does not wait for a server that hangs', { timeout: 20_000 }, async () => {
  const stop = new AbortController();
  const why = new Error('the run was stopped');
  const hangs: typeof fetch = (_, { method, signal } = {}) =>
    new Promise((_resolve, reject) => {
      signal!.addEventListener('abort', () => reject(signal!.reason as Error));
      if (method === 'GET') stop.abort(why);
    });
  const away = pausepoint({ apiKey: 'pp_test_key', url: server.url, fetch: hangs });
  await expect(settleToolCall(away, 'psr_1', call, stop)).rejects.toBe(why);
});

describe('a model’s own question', () => {
  const question = { ...whom, message: 'Which one?', options: ['Blue', 'Green'] };
  const told = async (change: object) => {
    server.replies = [json(201, pending), json(200, { ...responded, ...change })];
    return askInWords(client(), question);
  };

  test('is answered in the human’s words', async () => {
    expect(await told({ response_choice: 'Blue', response_text: 'the "light" one' })).toBe(
      'A human answered: "Blue". They added: "the \\"light\\" one".',
    );
  });

  test('that nobody answers is told as silence, and the default is not shown', async () => {
    const text = await told({ status: 'timed_out', human_decided: false, response_choice: 'Blue' });
    expect(text).toContain('No human answered: nobody answered in time.');
    expect(text).not.toContain('Blue');
  });

  test('with a fault is the model’s to mend', async () => {
    server.replies = [problem(422, 'invalid_request', faults('/options/1'))];
    expect(await askInWords(client(), question)).toMatch(/^No human could be asked: It is/);
  });
});

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}
