// One line and two numbers per request: the route's pattern, never the path (it may hold a token).
import type { Log, Metrics } from '@pausepoint/runtime';
import type { Exchange } from '../services.ts';

export function requestLog(log: Log, metrics: Metrics) {
  const count = countRequests(metrics);
  return ({ req, res, state }: Exchange, milliseconds: number): void => {
    const method = req.method!;
    const status = res.statusCode;
    const route = state.route ?? 'none';
    count(method, route, status, milliseconds / 1_000);
    const level = levelOf(method, status);
    if (!log.isLevelEnabled(level)) return;
    log[level](
      {
        requestId: state.requestId,
        method,
        route: shownRoute(route),
        status,
        milliseconds: Math.round(milliseconds * 10) / 10,
        ...(state.key && { keyId: state.key.id }),
        ...(state.pauseId && { pauseId: state.pauseId }),
      },
      'request',
    );
  };
}

/** Looking changes nothing, and agents look all the time: that is said only when wanted. */
function levelOf(method: string, status: number): 'error' | 'info' | 'debug' {
  if (status >= 500) return 'error';
  return status < 400 && (method === 'GET' || method === 'HEAD') ? 'debug' : 'info';
}

/** `/respond/:token` reads `/respond/…`; a path nobody serves is not repeated at all. */
const shownRoute = (route: string): string => route.replace(/:(?:token|code)\b/, '…');

/** Finding a counter by its labels costs more than counting: each is found once. */
function countRequests({ requests, requestSeconds }: Metrics) {
  const known = new Map<string, (seconds: number) => void>();
  const find = (method: string, pattern: string, status: number) => {
    const route = shownRoute(pattern);
    const counter = requests.labels({ method, route, status });
    const histogram = requestSeconds.labels({ route });
    return (seconds: number): void => {
      counter.inc();
      histogram.observe(seconds);
    };
  };
  return (method: string, pattern: string, status: number, seconds: number): void => {
    const name = `${method} ${pattern} ${status}`;
    let count = known.get(name);
    if (!count) known.set(name, (count = find(method, pattern, status)));
    count(seconds);
  };
}
