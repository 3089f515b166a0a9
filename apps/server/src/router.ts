// Finds the route of a path in one table: by segment, so the number of routes costs nothing.
import { DomainError } from '@pausepoint/core';
import type { Handler } from './services.ts';

/**
 * Who may call: `admin` and `agent` are roles of API keys (`agent`: any key), `session` a signed-in
 * person, `visitor` anybody, counted by where they come from, `nobody` anybody at all.
 */
export type Guard =
  'admin' | 'agent' | 'session' | 'admin|session' | 'agent|session' | 'visitor' | 'nobody';

/** Which allowance a request is taken from; by default GET reads and everything else writes. */
export type Allowance = 'read' | 'write' | 'own';

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'PATCH';
  /** `/v1/pause/:id`: a parameter is a whole segment. */
  readonly path: string;
  readonly guard: Guard;
  readonly handle: Handler;
  readonly allowance: Allowance;
  /** Whether the handler reads the query; every other endpoint of the API refuses parameters. */
  readonly query: boolean;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Node {
  readonly literal: Map<string, Node>;
  parameter?: Node;
  readonly routes: Map<string, Route>;
}

/** Throws `not_found`, or `method_not_allowed` with what is allowed as its detail. */
export type Router = (method: string, path: string) => Match;

export function createRouter(routes: readonly Route[]): Router {
  const root = newNode();
  for (const route of routes) {
    const node = segmentsOf(route.path).reduce(grow, root);
    if (node.routes.has(route.method)) throw new Error(`two routes ${route.method} ${route.path}`);
    node.routes.set(route.method, route);
  }

  return (method, path) => {
    const values: string[] = [];
    let node: Node | undefined = root;
    for (const segment of segmentsOf(path)) {
      const literal: Node | undefined = node.literal.get(segment);
      if (!literal) values.push(segment);
      // An empty segment is no value: /v1/pause/ is not a pause without a name.
      node = literal ?? (segment === '' ? undefined : node.parameter);
      if (!node) throw new DomainError('not_found');
    }
    if (node.routes.size === 0) throw new DomainError('not_found');
    const route = node.routes.get(method === 'HEAD' ? 'GET' : method);
    if (!route) throw new MethodNotAllowed([...node.routes.keys()]);
    return { route, params: readParams(route.path, values) };
  };
}

/** A 405 that can say in its `Allow` header what would have been possible. */
export class MethodNotAllowed extends DomainError {
  readonly allow: string;
  constructor(methods: readonly string[]) {
    const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    super('method_not_allowed', `Allowed here: ${allow.join(', ')}.`);
    this.allow = allow.join(', ');
  }
}

const newNode = (): Node => ({ literal: new Map(), routes: new Map() });
const segmentsOf = (path: string): string[] => path.slice(1).split('/');

function grow(node: Node, segment: string): Node {
  if (segment.startsWith(':')) return (node.parameter ??= newNode());
  let next = node.literal.get(segment);
  if (!next) node.literal.set(segment, (next = newNode()));
  return next;
}

function readParams(path: string, values: readonly string[]): Record<string, string> {
  if (values.length === 0) return noParams;
  const names = segmentsOf(path).filter((segment) => segment.startsWith(':'));
  return Object.fromEntries(names.map((name, i) => [name.slice(1), decode(values[i]!)]));
}

const noParams = {};

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new DomainError('not_found');
  }
}
