// One line and two numbers per request: the route's pattern, never the path (it may hold a token).
import type { Log, Metrics } from '@pausepoint/runtime';
import type { Next } from 'koa';
import type { Ctx } from '../services.ts';

/** Asked every few seconds by machines; said aloud only when wanted. */
const quiet = new Set(['/livez', '/readyz', '/metrics']);

export const requestLog = (log: Log, metrics: Metrics) => async (ctx: Ctx, next: Next) => {
  const begun = performance.now();
  try {
    await next();
  } finally {
    const milliseconds = performance.now() - begun;
    const route = shownRoute(ctx.state.route);
    metrics.requests.inc({ method: ctx.method, route, status: ctx.status });
    metrics.requestSeconds.observe({ route }, milliseconds / 1_000);
    const level = ctx.status >= 500 ? 'error' : quiet.has(route) ? 'debug' : 'info';
    log[level](
      {
        requestId: ctx.state.requestId,
        method: ctx.method,
        route,
        status: ctx.status,
        milliseconds: Math.round(milliseconds * 10) / 10,
        ...(ctx.state.key && { keyId: ctx.state.key.id }),
        ...(ctx.state.pauseId && { pauseId: ctx.state.pauseId }),
      },
      'request',
    );
  }
};

/** `/respond/:token` reads `/respond/…`; a path nobody serves is not repeated at all. */
const shownRoute = (route: string | undefined): string =>
  route?.replace(/:(?:token|code)\b/, '…') ?? 'none';
