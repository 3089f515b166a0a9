// The whole onion on one screen: what happens to a request, from the outside in.
import type { ServerResponse } from 'node:http';
import { parseNoQuery } from '@pausepoint/contract';
import Koa from 'koa';
import { lastAnswers } from './middleware/last-answers.ts';
import { guards, isPageGuard } from './middleware/guard.ts';
import { problems } from './middleware/problems.ts';
import { requestId } from './middleware/request-id.ts';
import { requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { takeAllowance } from './middleware/take-allowance.ts';
import { toldAsPage } from './pages/dashboard/told-as-page.ts';
import { createRouter, type Route } from './router.ts';
import type { Ctx, Services, State } from './services.ts';

export function createApp(services: Services, routes: readonly Route[]): Koa<State> {
  const { config, log, metrics, now } = services;
  const app = new Koa<State>();

  app.use(requestId(now));
  app.use(lastAnswers(services));
  app.use(requestLog(log, metrics));
  app.use(securityHeaders(config));
  app.use(problems(log, metrics));
  app.use(
    createRouter(routes, (ctx, route) =>
      isPageGuard(route.guard)
        ? toldAsPage(ctx, services, () => serve(ctx, services, route))
        : serve(ctx, services, route),
    ),
  );

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
