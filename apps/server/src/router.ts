// The route table as a tree of path segments: which route a request finds, and why it may find none.
import { DomainError } from '@pausepoint/core';
import type { Handler, Teller } from './services.ts';

/**
 * Who may call: `admin` and `agent` are roles of API keys (`agent`: any key), `session` a signed-in
 * person whose role lets them read or, where something changes, build, `visitor` anybody, counted by
 * where they come from, `decider` a session whose role lets it decide, `nobody` anybody at all. Pages of the dashboard ask for a `PageGuard`.
 */
export type Guard =
  | 'admin'
  | 'agent'
  | 'session'
  | 'admin|session'
  | 'agent|session'
  | 'agent|person'
  | 'decider'
  | 'visitor'
  | 'nobody'
  | PageGuard;

/** `person`: whoever is signed in; the others are members who may read, build, decide or own. */
export type PageGuard = 'person' | 'reader' | 'builder' | 'answerer' | 'owner';

/** Which allowance a request is taken from; by default GET reads and everything else writes. */
export type Allowance = 'read' | 'write' | 'own';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** `/v1/pause/:id`: a parameter is a whole segment. */
  readonly path: string;
  readonly guard: Guard;
  readonly handle?: Handler;
  /** Instead of `handle`, behind the guard `agent`: it takes its own allowance and reads its own query. */
  readonly tell?: Teller;
  readonly allowance: Allowance;
  /** Whether the handler reads the query; every other endpoint of the API refuses parameters. */
  readonly query: boolean;
}

interface Found {
  readonly route: Route;
  /** Decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request; throws `not_found` or `method_not_allowed`. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Found {
  const root = newFork();
  for (const route of routes) plant(root, route);
  return (method, path) => {
    const segments = segmentsOf(path);
    const reached = reach(root, segments);
    for (const { signs } of reached) {
      const sign = signs.get(method);
      if (!sign) continue;
      const params = sign.names.map(([at, name]) => [name, decode(segments[at]!)] as const);
      return { route: sign.route, params: Object.fromEntries(params) };
    }
    return refuse(reached);
  };
}

/** Of a request's target: a path, a whole URL as proxies are sent, or `*`. */
export function pathOf(target: string): string {
  const path = target.startsWith('/') ? target : (URL.parse(target)?.pathname ?? target);
  const end = path.search(/[?#]/);
  return end === -1 ? path : path.slice(0, end);
}

/** A 405 that can say in its `Allow` header what would have been possible. */
export class MethodNotAllowed extends DomainError {
  readonly allow: string;
  constructor(methods: readonly string[]) {
    const allow = methods.join(', ');
    super('method_not_allowed', `Allowed here: ${allow}.`);
    this.allow = allow;
  }
}

/** Where paths part: what stands next in them, and what is served where they end. */
interface Fork {
  readonly literals: Map<string, Fork>;
  parameter: Fork | undefined;
  /** By method. */
  readonly signs: Map<string, Sign>;
}

interface Sign {
  readonly route: Route;
  /** Its parameters, by the place of their segment. */
  readonly names: readonly (readonly [at: number, name: string])[];
}

const newFork = (): Fork => ({ literals: new Map(), parameter: undefined, signs: new Map() });

const segmentsOf = (path: string): string[] =>
  path.startsWith('/') ? path.slice(1).split('/') : [path];

function plant(root: Fork, route: Route): void {
  const segments = segmentsOf(route.path);
  let fork = root;
  for (const segment of segments) {
    if (segment.startsWith(':')) {
      fork = fork.parameter ??= newFork();
    } else {
      const next = fork.literals.get(segment) ?? newFork();
      fork.literals.set(segment, next);
      fork = next;
    }
  }
  const names = segments.flatMap((segment, at) =>
    segment.startsWith(':') ? [[at, segment.slice(1)] as const] : [],
  );
  // Of two routes for one request the first would silently win.
  if (fork.signs.has(route.method)) throw new Error(`two routes ${route.method} ${route.path}`);
  fork.signs.set(route.method, { route, names });
  if (route.method === 'GET') fork.signs.set('HEAD', { route, names });
}

/** Every end the path has, that of literal segments before those of parameters. */
function reach(fork: Fork, segments: readonly string[], at = 0): readonly Fork[] {
  if (at === segments.length) return fork.signs.size > 0 ? [fork] : [];
  const segment = segments[at]!;
  const literal = fork.literals.get(segment);
  const parameter = segment === '' ? undefined : fork.parameter;
  if (!literal) return parameter ? reach(parameter, segments, at + 1) : [];
  const found = reach(literal, segments, at + 1);
  return parameter ? [...found, ...reach(parameter, segments, at + 1)] : found;
}

/** As it came where it is no proper encoding: then it names nothing of ours. */
function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Whatever serves the path in another way is told. */
function refuse(reached: readonly Fork[]): never {
  if (reached.length === 0) throw new DomainError('not_found');
  throw new MethodNotAllowed(
    [...new Set(reached.flatMap(({ signs }) => [...signs.keys()]))].sort(),
  );
}
