// How a line of the route tables is written.
import type { Allowance, Guard, HandledRoute, ToldRoute } from './router.ts';
import type { Handler, Teller } from './services.ts';

type Method = HandledRoute['method'];

/** What is unusual about a route. */
type Unusual = Partial<Pick<HandledRoute, 'allowance' | 'query'>>;

const route =
  (method: Method, allowance: Allowance) =>
  (path: string, guard: Guard, handle: Handler, unusual: Unusual = {}): HandledRoute => ({
    ...{ method, path, guard, handle, allowance },
    query: !/^\/(v1|api)\//.test(path),
    ...unusual,
  });
/** For what is asked all the time. */
export const told = (
  method: Method,
  path: string,
  guard: ToldRoute['guard'],
  tell: Teller,
): ToldRoute => ({ method, path, guard, tell });
export const get = route('GET', 'read');
export const post = route('POST', 'write');
export const put = route('PUT', 'write');
export const patch = route('PATCH', 'write');
export const remove = route('DELETE', 'write');
