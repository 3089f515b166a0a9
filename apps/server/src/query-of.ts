// The query of what is answered before Koa; it is read only where there is one.
import { parse, type ParsedUrlQuery } from 'node:querystring';
import { parseNoQuery } from '@pausepoint/contract';
import type { Exchange } from './services.ts';

export function queryOf({ req }: Pick<Exchange, 'req'>): ParsedUrlQuery | undefined {
  const begin = req.url!.indexOf('?');
  return begin === -1 ? undefined : parse(req.url!.slice(begin + 1));
}

/** What a query says here would be ignored, and a typo must never be. */
export function requireNoQuery(exchange: Pick<Exchange, 'req'>): void {
  const query = queryOf(exchange);
  if (query) parseNoQuery(query);
}
