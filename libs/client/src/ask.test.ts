// `ask` and `wait`: until a human has answered, the time is over, or nobody can be reached.
import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest';
import { pausepoint, PausePointError, type Pause } from './index.ts';
import {
  json,
  pending,
  problem,
  responded,
  toldServer,
  type ToldServer,
} from './testing/told-server.ts';

const apiKey = 'pp_test_key';
const question = {
  recipient: '+1 (312) 847-1928',
  channel: 'sms',
  message: 'Wire $8,400 to Meridian?',
  options: ['Approve', 'Reject'],
} as const;

let server: ToldServer;
beforeEach(async () => {
  server = await toldServer();
});
afterEach(() => server.close());

const client = () => pausepoint({ apiKey, url: server.url });
const timedOut = { ...pending, status: 'timed_out', response_choice: 'Reject' };
const lost: Pause = {
  ...pending,
  undeliverable: true,
  recipients: [
    {
      ...{ index: 0, name: null, channel: 'sms', recipient: '+1•••••1928', after_seconds: 0 },
      notification: { status: 'failed', attempts: 1, last_error: 'opted out', at: '' },
    },
  ],
};

test('creates, waits through pending polls and returns the answer', async () => {
  server.replies = [
    json(201, pending),
    json(200, pending),
    json(200, pending),
    json(200, responded),
  ];
  const answer = await client().ask(question);
  expect(answer).toEqual(responded);
  expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v1/pause',
    ...Array<string>(3).fill(`GET /v1/pause/${pending.pause_id}?wait=55`),
  ]);
  expect(server.seen[0]).toMatchObject({
    body: question,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
  });
  if (answer.human_decided) {
    expectTypeOf(answer.response_choice).toEqualTypeOf<'Approve' | 'Reject'>();
  } else {
    expectTypeOf(answer.response_choice).toEqualTypeOf<'Approve' | 'Reject' | null>();
  }
});

test('a timeout ends the wait and is no human’s answer', async () => {
  server.replies = [json(201, pending), json(200, timedOut)];
  const answer = await client().ask(question);
  expect([answer.status, answer.human_decided]).toEqual(['timed_out', false]);
});

test('a question already answered, asked again with the same key, is not waited for', async () => {
  server.replies = [json(200, responded, { 'Idempotent-Replayed': 'true' })];
  await client().ask(question, { idempotencyKey: 'run-1-step-2' });
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]!.headers['idempotency-key']).toBe('run-1-step-2');
});

test('one poll is held as long as asked and may end pending', async () => {
  server.replies = [json(200, pending)];
  expect(await client().pauses.get('psr_1', { waitSeconds: 25 })).toEqual(pending);
  await client().pauses.get('psr_1');
  expect(server.seen.map(({ url }) => url)).toEqual(['/v1/pause/psr_1?wait=25', '/v1/pause/psr_1']);
});

test('that can reach nobody ends with the pause as it is, instead of its deadline', async () => {
  for (const asked of [[pending, lost], [lost]]) {
    server.replies = [json(201, asked[0]), ...asked.slice(1).map((body) => json(200, body))];
    const error: unknown = await client()
      .ask(question)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PausePointError);
    const { code, pause, message } = error as PausePointError;
    expect([code, pause]).toEqual(['undeliverable', lost]);
    expect(message).toContain('sms +1•••••1928: opted out');
  }
  server.replies = [json(200, lost)];
  await expect(client().pauses.wait('psr_1')).rejects.toMatchObject({ code: 'undeliverable' });
  // Reading it is no waiting.
  expect(await client().pauses.get('psr_1')).toEqual(lost);
});

test('an abort stops the wait at once with the caller’s reason', async () => {
  const stop = new AbortController();
  const reason = new Error('the user left');
  server.replies = [json(201, pending), () => stop.abort(reason)];
  await expect(client().ask(question, { signal: stop.signal })).rejects.toBe(reason);
  await expect(client().pauses.get('psr_1', { signal: stop.signal })).rejects.toBe(reason);
});

test('an abort between two tries is heard too', async () => {
  const stop = new AbortController();
  server.replies = [
    (told, response) => {
      problem(503, 'overloaded', {}, { 'Retry-After': '30' })(told, response);
      response.once('close', () => setImmediate(() => stop.abort()));
    },
  ];
  const asked = client().ask(question, { signal: stop.signal });
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});
