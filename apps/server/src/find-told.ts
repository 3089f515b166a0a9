// What is asked all the time is found at once, before Koa: a pattern for each such route, and they are few.
import type { IncomingMessage } from 'node:http';
import type { Route } from './router.ts';
import type { Teller } from './services.ts';

interface Found {
  /** The route's. */
  readonly path: string;
  readonly tell: Teller;
  /** Decoded. */
  readonly params: Readonly<Record<string, string>>;
}

type Asked = Pick<IncomingMessage, 'method' | 'url'>;

/** Undefined: the request is Koa's. */
export function createToldFinder(routes: readonly Route[]): (asked: Asked) => Found | undefined {
  const told = routes.flatMap(({ method, path, tell }) =>
    tell ? [{ method, path, tell, pattern: patternOf(path) }] : [],
  );
  return ({ method, url }) => {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const asked = pathOf(url!);
    for (const route of told) {
      const found = route.method === wanted && route.pattern.exec(asked);
      if (!found) continue;
      return { path: route.path, tell: route.tell, params: decoded(found.groups ?? {}) };
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
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
