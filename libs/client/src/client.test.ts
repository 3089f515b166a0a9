// The client against a real server that speaks the contract's JSON.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
afterEach(() => {
  vi.unstubAllEnvs();
  return server.close();
});

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

describe('a client', () => {
  test('finds its key in the environment, and the server that key is for', async () => {
    vi.stubEnv('PAUSEPOINT_API_KEY', 'pp_test_env');
    vi.stubEnv('PAUSEPOINT_URL', server.url);
    server.replies = [json(200, pending)];
    await pausepoint().pauses.get('psr_1');
    expect(server.seen[0]!.headers.authorization).toBe('Bearer pp_test_env');
    // A key that was given goes nowhere the environment says.
    const fetch = (url: string) => Promise.resolve(Response.json({ url }));
    const given = pausepoint({ apiKey, fetch: fetch as typeof globalThis.fetch });
    expect(await given.me()).toEqual({ url: 'http://localhost:3000/v1/auth/me' });
    vi.stubEnv('PAUSEPOINT_API_KEY', '');
    expect(() => pausepoint()).toThrow('PAUSEPOINT_API_KEY');
  });

  test('tries again as often as it was told, and waits no longer than it was told', async () => {
    server.replies = [hangUp];
    const never = pausepoint({ apiKey, url: server.url, maxRetries: 0 });
    await refusal(never.pauses.get('psr_1'));
    expect(server.seen).toHaveLength(1);
    server.replies = [() => undefined];
    const hasty = pausepoint({ apiKey, url: server.url, maxRetries: 0, timeoutSeconds: 0.05 });
    const error = await refusal(hasty.pauses.get('psr_1'));
    expect([error.code, error.message]).toEqual([
      'unreachable',
      expect.stringContaining('No answer within 0.05 s'),
    ]);
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

  test('iterate goes through all pages, and no further than it is asked', async () => {
    const pages = [
      json(200, { data: [1, 2], next_cursor: 'b' }),
      json(200, { data: [3], next_cursor: null }),
    ];
    server.replies = [...pages];
    const got: unknown[] = [];
    for await (const one of client().pauses.iterate({ status: 'pending' })) got.push(one);
    expect(got).toEqual([1, 2, 3]);
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/v1/pause?status=pending',
      '/v1/pause?status=pending&cursor=b',
    ]);
    server.replies = [...pages];
    const events = client().audit.iterate({ cursor: 'a' });
    expect((await events.next()).value).toBe(1);
    await events.return(undefined);
    expect(server.seen.slice(2).map(({ url }) => url)).toEqual(['/v1/audit?cursor=a']);
  });

  test('an export is read as it comes, however long it takes', async () => {
    server.replies = [
      (_, response) => {
        response.write('{"a":1}\n');
        setTimeout(() => response.end('{"a":2}\n'), 150);
      },
    ];
    const hasty = pausepoint({ apiKey, url: server.url, timeoutSeconds: 0.1 });
    const stream = await hasty.audit.export({ format: 'ndjson' });
    expect(await new Response(stream).text()).toBe('{"a":1}\n{"a":2}\n');
    expect(server.seen[0]!.url).toBe('/v1/audit/export?format=ndjson');
  });

  test('what is no JSON comes as text, and what is nothing as nothing', async () => {
    server.replies = [(_, response) => void response.end('signed')];
    expect(await client().audit.checkpoint()).toBe('signed');
    expect(await client().pauses.receipt('psr_1')).toBe('signed');
    server.replies = [(_, response) => void response.writeHead(204).end()];
    expect(await client().pauses.erasePersonalData('psr_1')).toBeUndefined();
  });

  test('what must not be done twice is not tried again, though its answer was lost', async () => {
    server.replies = [hangUp];
    const { webhooks } = client();
    const events = ['pause.responded'] as const;
    for (const act of [
      () => webhooks.create({ url: 'https://example.com', events }),
      () => webhooks.rotateSecret('whk_1'),
      () => webhooks.test('whk_1'),
      () => webhooks.redeliver('dlv_1'),
      () => webhooks.redeliverDead('whk_1', { since: new Date(0) }),
      () => webhooks.rotateDefaultSecret(),
    ]) {
      server.seen.length = 0;
      expect((await refusal(act())).code).toBe('unreachable');
      expect(server.seen).toHaveLength(1);
    }
  });
});
