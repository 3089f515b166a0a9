// Koa's part: its context for the handlers that want one, and its way of writing what they leave there.
import type { IncomingMessage, ServerResponse } from 'node:http';
import Koa, { type Middleware } from 'koa';
import { securityHeaders } from './middleware/security-headers.ts';
import type { Exchange, Services, State } from './services.ts';
import { keepNoLonger } from './write-told.ts';

interface Handed extends Pick<Exchange, 'state'> {
  failure?: { readonly error: unknown };
}

/** What is thrown comes back, with nothing written: problems are told in one place for all. */
export function createKoa(
  services: Services,
  serve: Middleware<State>,
): (exchange: Exchange) => Promise<void> {
  const app = new Koa<State>();
  const headers = Object.entries(securityHeaders(services.config));
  const all = new WeakMap<IncomingMessage, Handed>();

  app.use(async (ctx, next) => {
    const handed = all.get(ctx.req)!;
    ctx.state = handed.state;
    ctx.set('X-Request-Id', ctx.state.requestId);
    // Before the handler runs, so that a page can say more precisely what it needs.
    for (const [name, value] of headers) ctx.res.setHeader(name, value);
    try {
      await serve(ctx, next);
    } catch (error) {
      handed.failure = { error };
      ctx.respond = false;
    }
    keepNoLonger(ctx.res, services);
  });

  // What is left are sockets that broke while we wrote.
  app.on('error', (error: Error & { code?: string }, ctx?: { res?: ServerResponse }) => {
    if (ctx?.res?.destroyed || error.code === 'EPIPE' || error.code === 'ECONNRESET') return;
    services.log.error({ err: error }, 'answer not written');
  });

  const answer = app.callback();
  return async ({ req, res, state }) => {
    const handed: Handed = { state };
    all.set(req, handed);
    await answer(req, res);
    if (handed.failure) throw handed.failure.error;
  };
}
