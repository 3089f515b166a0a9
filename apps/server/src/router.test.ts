// Which route a request finds.
import { DomainError } from '@pausepoint/core';
import { describe, expect, it } from 'vitest';
import { createRouter, MethodNotAllowed, pathOf, type Route } from './router.ts';

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

const find = createRouter(table);

/** The route found, or the refusal. */
function found(method: string, path: string): unknown {
  try {
    const { route, params } = find(method, path);
    return { route: route.path, params };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const allow = error instanceof MethodNotAllowed ? error.allow : undefined;
    return { code: error.code, ...(allow !== undefined && { allow }) };
  }
}

describe('a path', () => {
  it('finds its route and its parameters, decoded', () => {
    expect(found('GET', '/')).toEqual({ route: '/', params: {} });
    expect(found('GET', '/v1/pause/psr_%31')).toMatchObject({ params: { id: 'psr_1' } });
    expect(found('POST', '/v1/keys/a/rotate')).toMatchObject({ params: { id: 'a' } });
  });

  it('finds what is named in so many letters before a parameter', () => {
    expect(found('GET', '/v1/webhooks/default-secret')).toMatchObject({
      route: '/v1/webhooks/default-secret',
    });
    expect(found('GET', '/v1/webhooks/whk')).toMatchObject({ route: '/v1/webhooks/:id' });
  });

  it('answers HEAD wherever it answers GET', () => {
    expect(found('HEAD', '/v1/pause/x')).toMatchObject({ route: '/v1/pause/:id' });
  });

  it.each([
    '/v1',
    '/v1/pause/',
    '/v1/Pause',
    '/v1/pause/x/y',
    '/v1/keys/x',
    '/a//',
    '/nothing',
    '*',
  ])('that nobody serves is not found: %s', (path) =>
    expect(found('GET', path)).toEqual({ code: 'not_found' }),
  );

  it('asked in the wrong way says what would be right', () => {
    expect(found('DELETE', '/v1/pause')).toEqual({
      code: 'method_not_allowed',
      allow: 'GET, HEAD, POST',
    });
  });
});

it('two handlers for one route are a mistake found at start', () => {
  expect(() => createRouter([route('GET', '/a/:b'), route('GET', '/a/:c')])).toThrow(/two routes/);
});

it.each([
  ['/v1/pause?wait=5', '/v1/pause'],
  ['/v1/pause#part', '/v1/pause'],
  ['http://pause.example/v1/pause?wait=5', '/v1/pause'],
  ['*', '*'],
])('the path of %s is %s', (target, path) => expect(pathOf(target)).toBe(path));
