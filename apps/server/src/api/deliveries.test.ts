// Webhook endpoints changed, tested and looked into, and what died sent again.
import { claimWebhooks, recordAttempts, type WebhookClaim } from '@pausepoint/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDeveloper, testPause } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let key: string;
beforeAll(async () => {
  server = await testServer();
  key = (await testDeveloper(server)).live;
});
afterAll(() => server.close());

const ask = (method: string, path: string, body?: object) =>
  server.ask(method, path, { key, ...(body && { body }) });

async function endpoint(): Promise<string> {
  const hook = { url: 'https://example.com/hook', events: ['pause.cancelled'] };
  return (await ask('POST', '/v1/webhooks', hook)).json.webhook_id as string;
}

/** What a worker in any process would do with what is due, but for the sending itself. */
async function work(status: 'delivered' | 'dead'): Promise<readonly WebhookClaim[]> {
  const claims = await claimWebhooks(server.store, { limit: 100, leaseSeconds: 60 });
  const statusCode = status === 'dead' ? 500 : 200;
  const result = {
    ...{ at: new Date(), durationMs: 84, statusCode, response: 'hm', ref: null },
    error: status === 'dead' ? 'the receiver answered 500' : null,
    step: { status, nextInMilliseconds: null },
  };
  await recordAttempts(
    server.store,
    claims.map((claim) => ({ claim, result })),
  );
  return claims;
}

/** Webhooks to every endpoint, and to the pause's own URL. */
async function cancelled(given = {}): Promise<string> {
  const { id } = await testPause(server, key, given);
  await ask('DELETE', `/v1/pause/${id}`);
  return id;
}

describe('an endpoint', () => {
  it('is changed where the request says so', async () => {
    const id = await endpoint();
    const before = (await ask('GET', `/v1/webhooks/${id}`)).json;
    const events = ['pause.responded'];
    const { status, json } = await ask('PATCH', `/v1/webhooks/${id}`, { events });
    expect([status, json]).toEqual([200, { ...before, events }]);
    const off = (await ask('PATCH', `/v1/webhooks/${id}`, { enabled: false })).json;
    expect(off).toMatchObject({ enabled: false, disabled_reason: 'by_developer' });
    expect(off.disabled_at).toEqual(expect.any(String));
    const on = (await ask('PATCH', `/v1/webhooks/${id}`, { enabled: true })).json;
    expect(on).toEqual({ ...before, events });
    expect((await ask('GET', `/v1/webhooks/${id}`)).json).toEqual(on);
    await ask('DELETE', `/v1/webhooks/${id}`);
  });

  it.each([
    [{}, 'invalid_request'],
    [{ enabled: null }, 'invalid_request'],
    [{ secret: 'another secret of mine' }, 'invalid_request'],
    [{ events: [] }, 'invalid_request'],
    [{ events: ['webhook.test'] }, 'invalid_request'],
    [{ url: 'ftp://example.com' }, 'webhook_url_refused'],
  ])('is not changed by %j', async (body, code) => {
    const id = await endpoint();
    const { status, json } = await ask('PATCH', `/v1/webhooks/${id}`, body);
    expect([status, json.code]).toEqual([422, code]);
    await ask('DELETE', `/v1/webhooks/${id}`);
  });

  it('is given a new secret, or keeps the one it was told to itself', async () => {
    const id = await endpoint();
    const made = await ask('POST', `/v1/webhooks/${id}/rotate-secret`);
    expect(made.status).toBe(200);
    expect(made.json).toMatchObject({ webhook_id: id, secret: expect.stringMatching(/^whsec_/) });
    const own = await ask('POST', `/v1/webhooks/${id}/rotate-secret`, { secret: 'x'.repeat(16) });
    expect([own.status, 'secret' in own.json]).toEqual([200, false]);
    const short = await ask('POST', `/v1/webhooks/${id}/rotate-secret`, { secret: 'short' });
    expect([short.status, short.json.errors[0].pointer]).toEqual([422, '/secret']);
    expect(server.log()).not.toContain('x'.repeat(16));
    await ask('DELETE', `/v1/webhooks/${id}`);
  });

  it('is one of twenty at most', async () => {
    const other = (await testDeveloper(server)).live;
    const body = { url: 'https://example.com', events: ['pause.responded'] };
    const more = () => server.ask('POST', '/v1/webhooks', { key: other, body });
    for (let i = 0; i < 20; i++) expect((await more()).status).toBe(201);
    const { status, json } = await more();
    expect([status, json.code]).toEqual([422, 'invalid_request']);
    expect(json.detail).toContain('delete one first');
  });
});

describe('a test', () => {
  it('is answered with what came of it, whoever sent it', async () => {
    const id = await endpoint();
    const asked = ask('POST', `/v1/webhooks/${id}/test`);
    let sent: readonly WebhookClaim[] = [];
    while (sent.length === 0) sent = await work('dead');
    expect(sent[0]).toMatchObject({ event: { type: 'webhook.test' }, pause: null });
    const { status, json } = await asked;
    expect(status).toBe(200);
    expect(json).toMatchObject({
      ...{ webhook_id: id, pause_id: null, event_type: 'webhook.test', status: 'dead' },
      attempts: [{ status_code: 500, response: 'hm', duration_ms: 84 }],
    });
    const log = await ask('GET', `/v1/webhooks/${id}/deliveries`);
    expect(log.json.data).toEqual([json]);
    await ask('DELETE', `/v1/webhooks/${id}`);
  });

  it('of a disabled endpoint is refused, and says what to do', async () => {
    const id = await endpoint();
    await ask('PATCH', `/v1/webhooks/${id}`, { enabled: false });
    const { status, json } = await ask('POST', `/v1/webhooks/${id}/test`);
    expect([status, json.code]).toEqual([409, 'webhook_disabled']);
    expect(json.detail).toContain('enable it first');
    await ask('DELETE', `/v1/webhooks/${id}`);
  });

  it('is answered 202 at once when the server closes', async () => {
    const short = await testServer({ beside: server });
    const id = await endpoint();
    const asked = short.ask('POST', `/v1/webhooks/${id}/test`, { key });
    const waiting = async () =>
      (await ask('GET', `/v1/webhooks/${id}/deliveries`)).json.data.length > 0;
    while (!(await waiting()));
    await short.close();
    const { status, json } = await asked;
    expect([status, json.status]).toEqual([202, 'pending']);
    await ask('DELETE', `/v1/webhooks/${id}`);
  });
});

describe('what was sent', () => {
  it('is listed for an endpoint, for a pause, by status and by event', async () => {
    const id = await endpoint();
    const pause = await cancelled({ webhook_url: 'https://example.com/own' });
    await work('delivered');
    await cancelled();
    const list = async (query: string) =>
      (await ask('GET', `/v1/deliveries${query}`)).json.data as Record<string, unknown>[];
    const of = await list(`?pause_id=${pause}`);
    expect(of.map((one) => one.webhook_id).toSorted()).toEqual([null, id].toSorted());
    expect(of[0]).toMatchObject({ pause_id: pause, status: 'delivered' });
    expect(await list('?status=pending')).toHaveLength(1);
    expect(await list('?event_type=pause.responded')).toEqual([]);
    const [newest] = (await ask('GET', `/v1/webhooks/${id}/deliveries?limit=1`)).json.data;
    expect(newest).toMatchObject({ webhook_id: id, status: 'pending', attempts: [] });
    const path = `/v1/webhooks/${id}/deliveries?limit=1`;
    const { next_cursor: cursor } = (await ask('GET', path)).json;
    const second = (await ask('GET', `${path}&cursor=${cursor}`)).json;
    expect(second.data).toEqual(of.filter((one) => one.webhook_id === id));
    expect(second.next_cursor).toBeNull();
    for (const query of ['status=sent', 'limit=0', 'url=x', 'cursor=x', 'pause_id=x']) {
      expect((await ask('GET', `/v1/deliveries?${query}`)).status).toBe(422);
    }
    expect((await ask('GET', `/v1/webhooks/${id}/deliveries?pause_id=${pause}`)).status).toBe(422);
    await work('delivered');
    await ask('DELETE', `/v1/webhooks/${id}`);
  });

  it('is sent again, one or all that died', async () => {
    const id = await endpoint();
    const since = new Date().toISOString();
    await cancelled({ webhook_url: 'https://example.com/own' });
    const first = await work('dead');
    const dead = (await ask('GET', '/v1/deliveries?status=dead&limit=2')).json.data;
    for (const { delivery_id } of dead) {
      const { status, json } = await ask('POST', `/v1/deliveries/${delivery_id}/redeliver`);
      expect([status, json.status, json.delivery_id]).toEqual([202, 'pending', delivery_id]);
    }
    const second = await work('dead');
    const ids = (claims: readonly WebhookClaim[]) => claims.map(({ event }) => event.id).toSorted();
    expect(ids(second)).toEqual(ids(first));
    const all = await ask('POST', `/v1/webhooks/${id}/redeliver`, { since });
    expect([all.status, all.json]).toEqual([202, { redelivered: 1 }]);
    for (const body of [{}, { since: 'yesterday' }, { since, until: '2020-01-01T00:00:00Z' }]) {
      expect((await ask('POST', `/v1/webhooks/${id}/redeliver`, body)).status).toBe(422);
    }
    await ask('DELETE', `/v1/webhooks/${id}`);
    const gone = dead.find((one: { webhook_id: string | null }) => one.webhook_id === id);
    const { status, json } = await ask('POST', `/v1/deliveries/${gone.delivery_id}/redeliver`);
    expect([status, json.code]).toEqual([409, 'webhook_disabled']);
  });
});
