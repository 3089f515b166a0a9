// Which route a path finds.
import { describe, expect, it } from 'vitest';
import { createRouter, MethodNotAllowed, type Route } from './router.ts';

const route = (method: Route['method'], path: string): Route => ({
  ...{ method, path, guard: 'nobody', allowance: 'read', query: false },
  handle: () => undefined,
});
const find = createRouter([
  route('GET', '/'),
  route('GET', '/v1/pause'),
  route('POST', '/v1/pause'),
  route('GET', '/v1/pause/:id'),
  route('POST', '/v1/keys/:id/rotate'),
  route('GET', '/v1/webhooks/default-secret'),
  route('GET', '/v1/webhooks/:id'),
]);
const found = (method: string, path: string) => find(method, path).route.path;

describe('a path', () => {
  it('finds its route and its parameters, decoded', () => {
    expect(found('GET', '/')).toBe('/');
    expect(find('GET', '/v1/pause/psr_%31').params).toEqual({ id: 'psr_1' });
    expect(find('POST', '/v1/keys/a/rotate').params).toEqual({ id: 'a' });
  });

  it('finds what is spelled out before a parameter', () => {
    expect(found('GET', '/v1/webhooks/default-secret')).toBe('/v1/webhooks/default-secret');
    expect(found('GET', '/v1/webhooks/whk')).toBe('/v1/webhooks/:id');
  });

  it('answers HEAD wherever it answers GET', () => {
    expect(found('HEAD', '/v1/pause/x')).toBe('/v1/pause/:id');
  });

  it.each([
    '/v1',
    '/v1/pause/',
    '/v1/pause/x/y',
    '/v1/keys/x',
    '//',
    '/nothing',
    '/v1/pause/%E0%A4',
  ])('that nobody serves is not found: %s', (path) => {
    expect(() => find('GET', path)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  it('asked in the wrong way says what would be right', () => {
    expect(() => find('DELETE', '/v1/pause')).toThrow(MethodNotAllowed);
    expect(() => find('DELETE', '/v1/pause')).toThrow('GET, HEAD, POST');
  });
});

it('two handlers for one route are a mistake found at start', () => {
  expect(() => createRouter([route('GET', '/a/:b'), route('GET', '/a/:c')])).toThrow(/two routes/);
});
