// The whole onion on one screen: what happens to a request, from the outside in.
import type { ServerResponse } from 'node:http';
import { parseNoQuery } from '@pausepoint/contract';
import Koa from 'koa';
import { guards, isPageGuard } from './middleware/guard.ts';
import { problems } from './middleware/problems.ts';
import { identify } from './middleware/request-id.ts';
import { requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { takeAllowance } from './middleware/take-allowance.ts';
import { toldAsPage } from './pages/dashboard/told-as-page.ts';
import { createRouter, type Route } from './router.ts';
import type { Ctx, Services, State } from './services.ts';

export function createApp(services: Services, routes: readonly Route[]): Koa<State> {
  const { config, log, metrics, now, open } = services;
  const app = new Koa<State>();
  const setSecurityHeaders = securityHeaders(config);
  const tellProblem = problems(log, metrics);
  const note = requestLog(log, metrics);
  const answer = createRouter(routes, (ctx, route) =>
    isPageGuard(route.guard)
      ? toldAsPage(ctx, services, () => serve(ctx, services, route))
      : serve(ctx, services, route),
  );

  // One layer, read from top to bottom: six of them cost as much as all they did.
  app.use(async (ctx) => {
    const begun = performance.now();
    identify(ctx, now());
    setSecurityHeaders(ctx);
    try {
      await answer(ctx);
    } catch (error) {
      tellProblem(ctx, error);
    } finally {
      // While the server ends: a kept-alive connection would hold that up until its client is tired of it.
      if (!open()) ctx.set('Connection', 'close');
      note(ctx, performance.now() - begun);
    }
  });

  // Everything above answers for itself; what is left are sockets that broke while we wrote.
  app.on('error', (error: Error & { code?: string }, ctx?: { res?: ServerResponse }) => {
    if (ctx?.res?.destroyed || error.code === 'EPIPE' || error.code === 'ECONNRESET') return;
    log.error({ err: error }, 'answer not written');
  });
  return app;
}

async function serve(ctx: Ctx, services: Services, route: Route): Promise<void> {
  await guards[route.guard](ctx, services);
  takeAllowance(ctx, services, route);
  if (!route.query && ctx.querystring !== '') parseNoQuery(ctx.query);
  await route.handle(ctx, services);
}
