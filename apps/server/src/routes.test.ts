// What holds for every route, driven from the table, so that a new one cannot be forgotten.
import { operations } from '@pausepoint/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from './routes.ts';
import { isTold, type Route } from './router.ts';
import { testDeveloper, testPause, type TestDeveloper } from './testing/test-developer.ts';
import { testServer, type Answer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let victim: TestDeveloper;
let stranger: TestDeveloper;
/** Something of the victim's for every kind of id a path may name, in both modes. */
let owned: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  server = await testServer();
  [victim, stranger] = [await testDeveloper(server), await testDeveloper(server)];
  const each = <T>(make: (key: string) => Promise<T>) =>
    Promise.all([victim.live, victim.test].map(make));
  const post = async (key: string, path: string, body: object) =>
    (await server.ask('POST', path, { key, body })).json;
  const hook = { url: 'https://example.com/hook', events: ['pause.responded'] };
  owned = {
    pause: await each(async (key) => (await testPause(server, key)).id),
    keys: await each(async (key) => (await post(key, '/v1/keys', {})).key_id),
    approvers: await each(async (key) => {
      const grace = { name: 'Grace', email: 'grace@example.com' };
      return (await post(key, '/v1/approvers', grace)).approver_id;
    }),
    webhooks: await each(async (key) => (await post(key, '/v1/webhooks', hook)).webhook_id),
    deliveries: await each(async (key) => {
      const own = { webhook_url: 'https://example.com/own' };
      const { id } = await testPause(server, key, own);
      await server.ask('DELETE', `/v1/pause/${id}`, { key });
      const { json } = await server.ask('GET', '/v1/deliveries', { key });
      return json.data[0].delivery_id;
    }),
  };
});
afterAll(() => server.close());

const keyed = routes.filter(({ guard }) => /admin|agent/.test(guard));
const named = keyed.filter(({ path }) => path.includes(':'));
const title = ({ method, path }: Route) => `${method} ${path}`;
const bare = ({ status, text }: Answer) => [status, text.replace(/"request_id":"[^"]*"/, '')];
const bodies: Readonly<Record<string, object>> = { POST: {}, PATCH: {} };

const ask = (route: Route, id: string, key: string) =>
  server.ask(route.method, route.path.replace(/:\w+/, id), {
    key,
    ...(bodies[route.method] && { body: bodies[route.method] }),
  });

describe('what is not yours is not there', () => {
  it.each(named.map((route) => [title(route), route] as const))('%s', async (_, route) => {
    const kind = route.path.split('/')[2]!;
    const ids = owned[kind];
    expect(ids, `nothing of kind ${kind} to try this route with: add it above`).toBeDefined();
    const prefix = ids![0]!.split('_')[0]!;
    const unknown = await ask(
      route,
      `${prefix}_0197e0a8-1b3c-7def-8123-456789abcdef`,
      stranger.live,
    );
    expect([unknown.status, unknown.json.code]).toEqual([404, 'not_found']);
    const [live, test] = ids!;
    const foreign = [
      ...(await Promise.all(ids!.map((id) => ask(route, id, stranger.live)))),
      ...(await Promise.all(ids!.map((id) => ask(route, id, stranger.test)))),
      // One's own, but of the other mode.
      await ask(route, test!, victim.live),
      await ask(route, live!, victim.test),
      await ask(route, 'no-id-at-all', victim.live),
    ];
    for (const answer of foreign) expect(bare(answer)).toEqual(bare(unknown));
  });

  it('and all of it is still there for its owner', async () => {
    for (const [i, key] of [victim.live, victim.test].entries()) {
      const pause = await server.ask('GET', `/v1/pause/${owned.pause![i]!}`, { key });
      expect(pause.json.status).toBe('pending');
      expect((await server.ask('GET', `/v1/webhooks/${owned.webhooks![i]!}`, { key })).status).toBe(
        200,
      );
      const deliveries = await server.ask('GET', '/v1/deliveries', { key });
      expect(deliveries.text).toContain(owned.deliveries![i]);
      const keys = await server.ask('GET', '/v1/keys', { key });
      expect(keys.text).toContain(owned.keys![i]);
    }
  });

  const lists = keyed.filter((route) => !isTold(route) && route.query && !route.path.includes(':'));
  it.each(lists.map((route) => [title(route), route] as const))(
    '%s shows nothing of anybody else or of the other mode',
    async (_, route) => {
      const { text } = await ask(route, '', stranger.live);
      for (const id of Object.values(owned).flat()) expect(text).not.toContain(id);
      const own = await ask(route, '', victim.test);
      for (const [live] of Object.values(owned)) expect(own.text).not.toContain(live);
    },
  );

  it('the audit log of a pause is empty for strangers, as it is for unknown pauses', async () => {
    const audit = (id: string, key: string) =>
      server.ask('GET', `/v1/audit?pause_id=${id}`, { key });
    const unknown = await audit('psr_0197e0a8-1b3c-7def-8123-456789abcdef', stranger.live);
    expect(unknown.json).toEqual({ data: [], next_cursor: null });
    expect((await audit(owned.pause![0]!, stranger.live)).text).toBe(unknown.text);
    expect((await audit(owned.pause![0]!, victim.test)).text).toBe(unknown.text);
  });
});

describe('every route', () => {
  it.each(keyed.map((route) => [title(route), route] as const))(
    '%s wants to know who asks',
    async (_, route) => {
      const { status, json } = await server.ask(route.method, route.path.replace(/:\w+/, 'x'));
      expect([status, json.code]).toEqual([401, 'api_key_invalid']);
    },
  );

  it.each(routes.map((route) => [title(route), route] as const))(
    '%s carries a request id and says it may not be sniffed or framed',
    async (_, route) => {
      const { headers } = await server.ask(route.method, route.path.replace(/:\w+/, 'x'));
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      // No other site hears of a path of ours; forms need to say where they come from.
      expect(headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    },
  );

  it('of the API is described in the document, with the same guard, and the other way round', () => {
    const access = { visitor: 'link' } as Readonly<Record<string, string>>;
    const served = routes
      .filter(({ path }) => /^\/(v1|api|livez|readyz|\.well-known)/.test(path))
      .map(({ method, path, guard }) => `${method} ${path} ${access[guard] ?? guard}`);
    const described = operations.map(
      ({ method, path, access }) =>
        `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')} ${access}`,
    );
    expect(served.sort()).toEqual(described.sort());
  });
});
