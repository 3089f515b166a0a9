// Which route a request finds.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DomainError } from '@pausepoint/core';
import Koa from 'koa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRouter, MethodNotAllowed, type Route } from './router.ts';
import type { State } from './services.ts';

const route = (method: Route['method'], path: string): Route => ({
  ...{ method, path, guard: 'nobody', allowance: 'read', query: false },
  handle: () => undefined,
});
const table = [
  route('GET', '/'),
  route('GET', '/v1/pause'),
  route('POST', '/v1/pause'),
  route('GET', '/v1/pause/:id'),
  route('POST', '/v1/keys/:id/rotate'),
  route('GET', '/v1/webhooks/default-secret'),
  route('GET', '/v1/webhooks/:id'),
];

/** Answers with the route found, or with the refusal's code. */
function appOf(routes: readonly Route[]): Koa<State> {
  const app = new Koa<State>();
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const allow = error instanceof MethodNotAllowed ? error.allow : undefined;
      ctx.body = { code: error.code, allow };
    }
  });
  app.use(
    createRouter(routes, async (ctx, found) => {
      ctx.set('X-Route', found.path);
      ctx.body = { route: found.path, params: ctx.state.params };
    }),
  );
  return app;
}

let server: Server;
beforeAll(async () => {
  const serve = appOf(table).callback();
  server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

const ask = (method: string, path: string) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });
const found = async (method: string, path: string): Promise<unknown> =>
  (await ask(method, path)).json();

describe('a path', () => {
  it('finds its route and its parameters, decoded', async () => {
    expect(await found('GET', '/')).toEqual({ route: '/', params: {} });
    expect(await found('GET', '/v1/pause/psr_%31')).toMatchObject({ params: { id: 'psr_1' } });
    expect(await found('POST', '/v1/keys/a/rotate')).toMatchObject({ params: { id: 'a' } });
  });

  it('finds what stands first in the table', async () => {
    expect(await found('GET', '/v1/webhooks/default-secret')).toMatchObject({
      route: '/v1/webhooks/default-secret',
    });
    expect(await found('GET', '/v1/webhooks/whk')).toMatchObject({ route: '/v1/webhooks/:id' });
  });

  it('answers HEAD wherever it answers GET', async () => {
    expect((await ask('HEAD', '/v1/pause/x')).headers.get('X-Route')).toBe('/v1/pause/:id');
  });

  it.each(['/v1', '/v1/pause/', '/v1/Pause', '/v1/pause/x/y', '/v1/keys/x', '/a//', '/nothing'])(
    'that nobody serves is not found: %s',
    async (path) => expect(await found('GET', path)).toEqual({ code: 'not_found' }),
  );

  it('asked in the wrong way says what would be right', async () => {
    expect(await found('DELETE', '/v1/pause')).toEqual({
      code: 'method_not_allowed',
      allow: 'GET, HEAD, POST',
    });
  });
});

it('two handlers for one route are a mistake found at start', () => {
  expect(() => appOf([route('GET', '/a/:b'), route('GET', '/a/:c')])).toThrow(/two routes/);
});
