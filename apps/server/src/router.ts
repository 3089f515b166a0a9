// The route table, how Koa is routed by it, and why a request may find nothing.
import Router from '@koa/router';
import { DomainError } from '@pausepoint/core';
import type { Middleware } from 'koa';
import type { Ctx, Handler, State, Teller } from './services.ts';

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

interface Line {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** `/v1/pause/:id`: a parameter is a whole segment. */
  readonly path: string;
}

/** Asked all the time, so answered before Koa: it takes its own allowance and reads its own query. */
export interface ToldRoute extends Line {
  readonly guard: 'agent' | 'visitor';
  readonly tell: Teller;
}

export interface HandledRoute extends Line {
  readonly guard: Guard;
  readonly handle: Handler;
  readonly allowance: Allowance;
  /** Whether the handler reads the query; every other endpoint of the API refuses parameters. */
  readonly query: boolean;
}

export type Route = ToldRoute | HandledRoute;

export const isTold = (route: Route): route is ToldRoute => 'tell' in route;

/**
 * Serves whoever finds a route; everybody else gets `not_found` or `method_not_allowed`.
 * @param refuse how they are told: `lost` throws it
 */
export function createRouter(
  routes: readonly Route[],
  serve: (ctx: Ctx, route: HandledRoute) => Promise<void>,
  refuse: (ctx: Ctx, lost: () => Promise<never>) => Promise<void> = (_, lost) => lost(),
): Middleware<State> {
  refuseTwins(routes);
  const router = new Router<State>({ strict: true, sensitive: true });
  for (const route of routes) {
    router.register(route.path, [route.method], (ctx) => {
      // It stands here to be named by a 405.
      if (isTold(route)) throw new DomainError('not_found');
      ctx.state.route = route.path;
      ctx.state.params = ctx.params;
      return serve(ctx, route);
    });
  }
  const dispatch = router.routes() as Middleware<State>;
  return async (ctx) => {
    await dispatch(ctx, () =>
      refuse(ctx, async () => whyLost(ctx as unknown as { matched?: Layers })),
    );
  };
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

type Layers = readonly { readonly methods: readonly string[] }[];

/** The router leaves behind what matched the path, whatever the method. */
function whyLost({ matched = [] }: { readonly matched?: Layers }): never {
  if (matched.length === 0) throw new DomainError('not_found');
  throw new MethodNotAllowed([...new Set(matched.flatMap((layer) => layer.methods))].sort());
}

/** Of two routes for one request the first would silently win. */
function refuseTwins(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { method, path } of routes) {
    const shape = `${method} ${path.replace(/:\w+/g, ':')}`;
    if (seen.has(shape)) throw new Error(`two routes ${method} ${path}`);
    seen.add(shape);
  }
}
