// The whole onion on one screen: what happens to a request, from the outside in.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseNoQuery } from '@pausepoint/contract';
import { createToldFinder } from './find-told.ts';
import { createKoa } from './hand-to-koa.ts';
import { requireKey } from './middleware/api-key.ts';
import { guards, isPageGuard } from './middleware/guard.ts';
import { problems } from './middleware/problems.ts';
import { identify } from './middleware/request-id.ts';
import { requestLog } from './middleware/request-log.ts';
import { takeAllowance } from './middleware/take-allowance.ts';
import { toldAsPage } from './pages/dashboard/told-as-page.ts';
import { createRouter, type HandledRoute, type Route } from './router.ts';
import type { Ctx, Exchange, Services, Told } from './services.ts';
import { createTeller } from './write-told.ts';

export function createApp(
  services: Services,
  routes: readonly Route[],
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const { log, metrics, now } = services;
  const findTold = createToldFinder(routes);
  const handToKoa = createKoa(
    services,
    createRouter(
      routes,
      (ctx, route) =>
        isPageGuard(route.guard)
          ? toldAsPage(ctx, services, () => serve(ctx, services, route))
          : serve(ctx, services, route),
      (ctx, lost) => (isReader(ctx) ? toldAsPage(ctx, services, lost) : lost()),
    ),
  );
  const tell = createTeller(services);
  const toProblem = problems(log, metrics);
  const note = requestLog(log, metrics);

  async function answer(exchange: Exchange): Promise<Told | void> {
    const found = findTold(exchange.req);
    if (!found) return handToKoa(exchange);
    const { route, params } = found;
    exchange.state.route = route.path;
    exchange.state.params = params;
    if (route.guard === 'agent') await requireKey(exchange, services);
    return route.tell(exchange, services);
  }

  return async (req, res) => {
    const begun = performance.now();
    const exchange = { req, res, state: identify(req, now()) };
    try {
      const told = await answer(exchange);
      if (told) tell(exchange, told);
    } catch (error) {
      tell(exchange, toProblem(exchange, error));
    } finally {
      note(exchange, performance.now() - begun);
    }
  };
}

/** Somebody with a browser, lost among the pages; below these paths only programs are at home. */
const isReader = (ctx: Ctx): boolean =>
  !/^\/(v1|api)(\/|$)/.test(ctx.path) && ctx.accepts('json', 'html') === 'html';

async function serve(ctx: Ctx, services: Services, route: HandledRoute): Promise<void> {
  await guards[route.guard](ctx, services);
  takeAllowance(ctx, services, route);
  if (!route.query && ctx.querystring !== '') parseNoQuery(ctx.query);
  await route.handle(ctx, services);
}
