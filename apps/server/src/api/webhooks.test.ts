// Webhook endpoints and the secrets they are signed with.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDeveloper, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const hook = { url: 'https://example.com/hook', events: ['pause.responded', 'pause.timed_out'] };
const ask = (method: string, path: string, body?: object, key = developer.live, on = server) =>
  on.ask(method, `/v1/webhooks${path}`, { key, ...(body && { body }) });

describe('an endpoint', () => {
  it('without a secret is given one, shown this once', async () => {
    const { status, json } = await ask('POST', '', hook);
    expect(status).toBe(201);
    expect(json).toEqual({
      ...{ webhook_id: expect.stringMatching(/^whk_/), ...hook, enabled: true },
      ...{ failing_since: null, disabled_at: null, disabled_reason: null },
      ...{ created_at: expect.any(String), secret: expect.stringMatching(/^whsec_/) },
    });
    const read = await ask('GET', `/${json.webhook_id}`);
    expect(read.json).toEqual({ ...json, secret: undefined });
  });

  it('keeps its owner’s secret to itself', async () => {
    const { text, json } = await ask('POST', '', { ...hook, secret: 'a secret of my own' });
    expect(text).not.toContain('a secret of my own');
    expect('secret' in json).toBe(false);
  });

  it('is listed page by page, and gone once removed', async () => {
    const { live: key } = await testDeveloper(server);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push((await ask('POST', '', hook, key)).json.webhook_id);
    const first = (await ask('GET', '?limit=2', undefined, key)).json;
    const rest = (await ask('GET', `?limit=2&cursor=${first.next_cursor}`, undefined, key)).json;
    const seen = [...first.data, ...rest.data].map((item) => item.webhook_id);
    expect(seen.sort()).toEqual(ids.sort());
    expect(rest.next_cursor).toBeNull();
    expect((await ask('DELETE', `/${ids[0]!}`, undefined, key)).status).toBe(204);
    expect((await ask('GET', `/${ids[0]!}`, undefined, key)).status).toBe(404);
    expect((await ask('DELETE', `/${ids[0]!}`, undefined, key)).status).toBe(404);
  });

  it.each([
    ['javascript:alert(1)', 'webhook_url_refused'],
    ['https://user:pass@example.com', 'webhook_url_refused'],
    ['not a url', 'webhook_url_refused'],
  ])('at %s is refused', async (url, code) => {
    expect((await ask('POST', '', { ...hook, url })).json.code).toBe(code);
  });

  it('inside is refused where the server is public', async () => {
    const real = await testServer({ beside: server, allowPrivateWebhooks: false });
    for (const host of [
      'http://example.com',
      'https://127.1',
      'https://[::1]',
      'https://10.1.2.3',
    ]) {
      const { json } = await ask('POST', '', { ...hook, url: host }, developer.live, real);
      expect([host, json.code]).toEqual([host, 'webhook_url_refused']);
    }
    await real.close();
  });
});

describe('the default secret', () => {
  it('stays the same until it is rotated, each mode its own', async () => {
    const read = async (key = developer.live) =>
      (await ask('GET', '/default-secret', undefined, key)).json.secret;
    const first = await read();
    expect(first).toMatch(/^whsec_/);
    expect(await read()).toBe(first);
    expect(await read(developer.test)).not.toBe(first);
    const { json } = await ask('POST', '/default-secret/rotate');
    expect(json.secret).not.toBe(first);
    expect(await read()).toBe(json.secret);
  });
});
