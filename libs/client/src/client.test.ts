// The client against a real server that speaks the contract's JSON.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { pausepoint, PausePointError, type Pause } from './index.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}
type Reply = (seen: Seen, response: ServerResponse) => void;

const apiKey = 'pp_test_key';
const question = {
  recipient: '+1 (312) 847-1928',
  channel: 'sms',
  message: 'Wire $8,400 to Meridian?',
  options: ['Approve', 'Reject'],
} as const;

const pending = {
  pause_id: 'psr_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90',
  status: 'pending',
  response_choice: null,
  human_decided: false,
} as Pause;
const responded = {
  ...pending,
  status: 'responded',
  response_choice: 'Approve',
  human_decided: true,
};
const timedOut = { ...pending, status: 'timed_out', response_choice: 'Reject' };

let server: ReturnType<typeof createServer>;
let url: string;
let seen: Seen[];
/** Answers in turn; the last one stays. */
let replies: Reply[];

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: text === '' ? undefined : JSON.parse(text) });
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      reply!(seen.at(-1)!, response);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const problem = (status: number, code: string, more: object = {}, headers = {}): Reply =>
  json(
    status,
    { code, status, title: code, detail: `It is ${code}.`, request_id: 'req-1', ...more },
    headers,
  );
const hangUp: Reply = (_, response) => void response.destroy();

const client = () => pausepoint({ apiKey, url });
const refusal = async (act: Promise<unknown>): Promise<PausePointError> => {
  const error: unknown = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PausePointError);
  return error as PausePointError;
};

describe('ask', () => {
  test('creates, waits through pending polls and returns the answer', async () => {
    replies = [json(201, pending), json(200, pending), json(200, pending), json(200, responded)];
    const answer = await client().ask(question);
    expect(answer).toEqual(responded);
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /v1/pause',
      ...Array<string>(3).fill(`GET /v1/pause/${pending.pause_id}?wait=55`),
    ]);
    expect(seen[0]).toMatchObject({
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
    replies = [json(201, pending), json(200, timedOut)];
    const answer = await client().ask(question);
    expect([answer.status, answer.human_decided]).toEqual(['timed_out', false]);
  });

  test('a question already answered, asked again with the same key, is not waited for', async () => {
    replies = [json(200, responded, { 'Idempotent-Replayed': 'true' })];
    await client().ask(question, { idempotencyKey: 'run-1-step-2' });
    expect(seen).toHaveLength(1);
    expect(seen[0]!.headers['idempotency-key']).toBe('run-1-step-2');
  });

  test('one poll is held as long as asked and may end pending', async () => {
    replies = [json(200, pending)];
    expect(await client().pauses.get('psr_1', { waitSeconds: 25 })).toEqual(pending);
    await client().pauses.get('psr_1');
    expect(seen.map(({ url }) => url)).toEqual(['/v1/pause/psr_1?wait=25', '/v1/pause/psr_1']);
  });

  test('an abort stops the wait at once with the caller’s reason', async () => {
    const stop = new AbortController();
    const reason = new Error('the user left');
    replies = [json(201, pending), () => stop.abort(reason)];
    await expect(client().ask(question, { signal: stop.signal })).rejects.toBe(reason);
    await expect(client().pauses.get('psr_1', { signal: stop.signal })).rejects.toBe(reason);
  });

  test('an abort between two tries is heard too', async () => {
    const stop = new AbortController();
    replies = [
      (told, response) => {
        problem(503, 'overloaded', {}, { 'Retry-After': '30' })(told, response);
        response.once('close', () => setImmediate(() => stop.abort()));
      },
    ];
    const asked = client().ask(question, { signal: stop.signal });
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a failing network', () => {
  test('never asks twice: every try carries the same idempotency key', async () => {
    replies = [hangUp, problem(503, 'overloaded'), json(201, pending)];
    expect(await client().pauses.create(question)).toEqual(pending);
    const keys = seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('does not end a wait', async () => {
    replies = [hangUp, hangUp, json(502, 'Bad gateway'), json(200, responded)];
    expect(await client().pauses.wait('psr_1')).toEqual(responded);
  });

  test('that stays is told as unreachable', async () => {
    replies = [hangUp];
    const error = await refusal(client().pauses.get('psr_1'));
    expect([error.code, error.status]).toEqual(['unreachable', undefined]);
    expect(error.message).toContain(url.slice(0, -1));
  });

  test('an answer that breaks off is tried again', async () => {
    replies = [
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
        response.write('{"pause', () => response.destroy());
      },
      json(200, responded),
    ];
    expect(await client().pauses.get('psr_1')).toEqual(responded);
  });
});

describe('a refusal', () => {
  test('is told by code, with every fault, and is not tried again', async () => {
    const errors = [
      { pointer: '/message', detail: 'is required' },
      { pointer: '/options', detail: 'is required' },
    ];
    replies = [problem(422, 'invalid_request', { errors })];
    const error = await refusal(client().pauses.create(question));
    expect(error).toMatchObject({
      code: 'invalid_request',
      status: 422,
      requestId: 'req-1',
      errors,
    });
    expect(error.message).toContain('/options is required');
    expect(seen).toHaveLength(1);
  });

  test('that time will not mend is not tried again', async () => {
    replies = [problem(503, 'channel_unavailable')];
    expect(await refusal(client().pauses.create(question))).toMatchObject({
      code: 'channel_unavailable',
    });
    expect(seen).toHaveLength(1);
  });

  test('that says when to come back is obeyed', async () => {
    replies = [problem(429, 'rate_limited', {}, { 'Retry-After': '1' }), json(200, pending)];
    const start = performance.now();
    await client().pauses.get('psr_1');
    // Never early; how late is the machine's business.
    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
  });

  test('from something that is no PausePoint server says so', async () => {
    replies = [(_, response) => void response.writeHead(404).end('<h1>Not here</h1>')];
    expect(await refusal(client().pauses.get('psr_1'))).toMatchObject({
      code: 'unexpected_answer',
      status: 404,
    });
  });

  test('a redirect is not followed: the key stays here', async () => {
    replies = [(_, response) => void response.writeHead(302, { Location: '/elsewhere' }).end()];
    expect(await refusal(client().pauses.get('psr_1'))).toMatchObject({ status: 302 });
    expect(seen).toHaveLength(1);
  });
});

describe('the other calls', () => {
  test('list passes its filter as the query', async () => {
    const page = { data: [pending], next_cursor: 'abc' };
    replies = [json(200, page)];
    const filter = {
      status: 'pending',
      created_after: new Date('2026-05-08T14:00:00Z'),
      limit: 5,
      cursor: undefined,
    } as const;
    expect(await client().pauses.list(filter)).toEqual(page);
    expect(seen[0]!.url).toBe(
      '/v1/pause?status=pending&created_after=2026-05-08T14%3A00%3A00.000Z&limit=5',
    );
    await client().pauses.list();
    expect(seen[1]!.url).toBe('/v1/pause');
  });

  test('cancel deletes, and an odd id stays within its path', async () => {
    replies = [json(200, { ...pending, status: 'cancelled' })];
    expect((await client().pauses.cancel('../keys?x')).status).toBe('cancelled');
    expect(seen[0]).toMatchObject({ method: 'DELETE', url: '/v1/pause/..%2Fkeys%3Fx' });
  });
});
