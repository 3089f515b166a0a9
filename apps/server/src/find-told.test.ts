// Which requests are answered before Koa, and with what parameters.
import { expect, it } from 'vitest';
import { createToldFinder } from './find-told.ts';
import { get, remove, told } from './route-line.ts';

const none = () => undefined;
const nothing = async () => ({ status: 200, headers: [] });
const find = createToldFinder([
  told('POST', '/v1/pause', 'agent', nothing),
  told('GET', '/v1/pause/:id', 'agent', nothing),
  get('/v1/pause', 'agent', none),
  remove('/v1/pause/:id', 'agent', none),
]);

it.each([
  ['GET', '/v1/pause/psr_1', 'psr_1'],
  ['HEAD', '/v1/pause/psr_1', 'psr_1'],
  ['GET', '/v1/pause/psr_1?wait=5', 'psr_1'],
  ['GET', '/v1/pause/psr_1#part', 'psr_1'],
  ['GET', 'http://pause.example/v1/pause/psr_1?wait=5', 'psr_1'],
  ['GET', '/v1/pause/psr_%31', 'psr_1'],
  ['GET', '/v1/pause/psr_%', 'psr_%'],
])('%s %s is', (method, url, id) =>
  expect(find({ method, url })).toMatchObject({ route: { path: '/v1/pause/:id' }, params: { id } }),
);

it.each(['/v1/pause', '/v1/pause?a=1', 'http://pause.example/v1/pause'])('POST %s is', (url) =>
  expect(find({ method: 'POST', url })).toMatchObject({ route: { path: '/v1/pause' }, params: {} }),
);

it.each([
  ['DELETE', '/v1/pause/psr_1'],
  ['POST', '/v1/pause/psr_1'],
  ['POST', '/v1/pause/'],
  ['GET', '/v1/pause'],
  ['GET', '/v1/pause/'],
  ['GET', '/v1/Pause/psr_1'],
  ['GET', '/v1/pause/psr_1/'],
  ['GET', '/v1/pause/psr_1/receipt'],
  ['GET', '*'],
])('%s %s is Koa’s', (method, url) => expect(find({ method, url })).toBeUndefined());
