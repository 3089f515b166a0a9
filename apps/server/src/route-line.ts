// How a line of the route tables is written.
import type { Allowance, Guard, Route } from './router.ts';
import type { Handler, Teller } from './services.ts';

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
/** For what is asked all the time, with any key. */
export const told = (method: Method, path: string, tell: Teller): Route => ({
  ...({ method, path, guard: 'agent', tell, allowance: 'own', query: true } as const),
});
export const get = route('GET', 'read');
export const post = route('POST', 'write');
export const put = route('PUT', 'write');
export const patch = route('PATCH', 'write');
export const remove = route('DELETE', 'write');
