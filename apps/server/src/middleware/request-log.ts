// One line and two numbers per request: the route's pattern, never the path (it may hold a token).
import type { Log, Metrics } from '@pausepoint/runtime';
import type { Next } from 'koa';
import type { Ctx } from '../services.ts';

export function requestLog(log: Log, metrics: Metrics) {
  const count = countRequests(metrics);
  return async (ctx: Ctx, next: Next) => {
    const begun = performance.now();
    try {
      await next();
    } finally {
      const { method, status, state } = ctx;
      const milliseconds = performance.now() - begun;
      const route = shownRoute(state.route);
      count(method, route, status, milliseconds / 1_000);
      log[levelOf(method, status)](
        {
          requestId: state.requestId,
          method,
          route,
          status,
          milliseconds: Math.round(milliseconds * 10) / 10,
          ...(state.key && { keyId: state.key.id }),
          ...(state.pauseId && { pauseId: state.pauseId }),
        },
        'request',
      );
    }
  };
}

/** Looking changes nothing, and agents look all the time: that is said only when wanted. */
function levelOf(method: string, status: number): 'error' | 'info' | 'debug' {
  if (status >= 500) return 'error';
  return status < 400 && (method === 'GET' || method === 'HEAD') ? 'debug' : 'info';
}

/** `/respond/:token` reads `/respond/…`; a path nobody serves is not repeated at all. */
const shownRoute = (route: string | undefined): string =>
  route?.replace(/:(?:token|code)\b/, '…') ?? 'none';

/** Finding a counter by its labels costs more than counting: each is found once. */
function countRequests({ requests, requestSeconds }: Metrics) {
  const known = new Map<string, (seconds: number) => void>();
  const find = (method: string, route: string, status: number) => {
    const counter = requests.labels({ method, route, status });
    const histogram = requestSeconds.labels({ route });
    return (seconds: number): void => {
      counter.inc();
      histogram.observe(seconds);
    };
  };
  return (method: string, route: string, status: number, seconds: number): void => {
    const name = `${method} ${route} ${status}`;
    let count = known.get(name);
    if (!count) known.set(name, (count = find(method, route, status)));
    count(seconds);
  };
}
