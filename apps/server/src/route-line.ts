// How a line of the route tables is written.
import type { Allowance, Guard, Route } from './router.ts';
import type { Handler } from './services.ts';

type Method = Route['method'];

/** What is unusual about a route. */
type Unusual = Partial<Pick<Route, 'allowance' | 'query'>>;

const route =
  (method: Method, allowance: Allowance) =>
  (path: string, guard: Guard, handle: Handler, unusual: Unusual = {}): Route => ({
    ...{ method, path, guard, handle, allowance },
    query: !/^\/(v1|api)\//.test(path),
    ...unusual,
  });
export const get = route('GET', 'read');
export const post = route('POST', 'write');
export const put = route('PUT', 'write');
export const patch = route('PATCH', 'write');
export const remove = route('DELETE', 'write');
