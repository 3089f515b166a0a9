// What is asked all the time is found at once, before Koa: a pattern for each such route, and they are few.
import type { IncomingMessage } from 'node:http';
import { isTold, type Route, type ToldRoute } from './router.ts';

interface Found {
  readonly route: ToldRoute;
  /** Decoded. */
  readonly params: Readonly<Record<string, string>>;
}

type Asked = Pick<IncomingMessage, 'method' | 'url'>;

/** Undefined: the request is Koa's. */
export function createToldFinder(routes: readonly Route[]): (asked: Asked) => Found | undefined {
  const told = routes.filter(isTold).map((route) => ({ route, pattern: patternOf(route.path) }));
  return ({ method, url }) => {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const asked = pathOf(url!);
    for (const { route, pattern } of told) {
      const found = route.method === wanted && pattern.exec(asked);
      if (!found) continue;
      const groups = found.groups ?? {};
      return { route, params: asked.includes('%') ? decoded(groups) : groups };
    }
    return undefined;
  };
}

/** A parameter is a whole segment, as `@koa/router` has it. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);

/** Of a request's target: a path, a whole URL as proxies are sent, or `*`. */
function pathOf(target: string): string {
  const path = target.startsWith('/') ? target : (URL.parse(target)?.pathname ?? target);
  const end = path.search(/[?#]/);
  return end === -1 ? path : path.slice(0, end);
}

const decoded = (groups: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decode(text)]));

/** As it came where it is no proper encoding: then it names nothing of ours. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
