// The client against a real server that speaks the contract's JSON.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pausepoint, PausePointError } from './index.ts';
import {
  hangUp,
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
const refusal = async (act: Promise<unknown>): Promise<PausePointError> => {
  const error: unknown = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PausePointError);
  return error as PausePointError;
};

describe('a failing network', () => {
  test('never asks twice: every try carries the same idempotency key', async () => {
    server.replies = [hangUp, problem(503, 'overloaded'), json(201, pending)];
    expect(await client().pauses.create(question)).toEqual(pending);
    const keys = server.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('does not end a wait', async () => {
    server.replies = [hangUp, hangUp, json(502, 'Bad gateway'), json(200, responded)];
    expect(await client().pauses.wait('psr_1')).toEqual(responded);
  });

  test('that stays is told as unreachable', async () => {
    server.replies = [hangUp];
    const error = await refusal(client().pauses.get('psr_1'));
    expect([error.code, error.status]).toEqual(['unreachable', undefined]);
    expect(error.message).toContain(server.url.slice(0, -1));
  });

  test('an answer that breaks off is tried again', async () => {
    server.replies = [
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
    server.replies = [problem(422, 'invalid_request', { errors })];
    const error = await refusal(client().pauses.create(question));
    expect(error).toMatchObject({
      code: 'invalid_request',
      status: 422,
      requestId: 'req-1',
      errors,
    });
    expect(error.message).toContain('/options is required');
    expect(server.seen).toHaveLength(1);
  });

  test('that time will not mend is not tried again', async () => {
    server.replies = [problem(503, 'channel_unavailable')];
    expect(await refusal(client().pauses.create(question))).toMatchObject({
      code: 'channel_unavailable',
    });
    expect(server.seen).toHaveLength(1);
  });

  test('that says when to come back is obeyed', async () => {
    server.replies = [problem(429, 'rate_limited', {}, { 'Retry-After': '1' }), json(200, pending)];
    const start = performance.now();
    await client().pauses.get('psr_1');
    // Never early; how late is the machine's business.
    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
  });

  test('from something that is no PausePoint server says so', async () => {
    server.replies = [(_, response) => void response.writeHead(404).end('<h1>Not here</h1>')];
    expect(await refusal(client().pauses.get('psr_1'))).toMatchObject({
      code: 'unexpected_answer',
      status: 404,
    });
  });

  test('a redirect is not followed: the key stays here', async () => {
    server.replies = [
      (_, response) => void response.writeHead(302, { Location: '/elsewhere' }).end(),
    ];
    expect(await refusal(client().pauses.get('psr_1'))).toMatchObject({ status: 302 });
    expect(server.seen).toHaveLength(1);
  });
});

describe('the other calls', () => {
  test('list passes its filter as the query', async () => {
    const page = { data: [pending], next_cursor: 'abc' };
    server.replies = [json(200, page)];
    const filter = {
      status: 'pending',
      created_after: new Date('2026-05-08T14:00:00Z'),
      limit: 5,
      cursor: undefined,
    } as const;
    expect(await client().pauses.list(filter)).toEqual(page);
    expect(server.seen[0]!.url).toBe(
      '/v1/pause?status=pending&created_after=2026-05-08T14%3A00%3A00.000Z&limit=5',
    );
    await client().pauses.list();
    expect(server.seen[1]!.url).toBe('/v1/pause');
  });

  test('cancel deletes, and an odd id stays within its path', async () => {
    server.replies = [json(200, { ...pending, status: 'cancelled' })];
    expect((await client().pauses.cancel('../keys?x')).status).toBe('cancelled');
    expect(server.seen[0]).toMatchObject({ method: 'DELETE', url: '/v1/pause/..%2Fkeys%3Fx' });
  });
});
