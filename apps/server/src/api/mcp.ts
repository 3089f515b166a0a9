// POST /mcp: the tools for models, over HTTP, with the caller's own key; they ask the API like anybody.
import { Readable } from 'node:stream';
import { DomainError } from '@pausepoint/core';
import { mcpOverHttp, type McpOverHttp } from '@pausepoint/mcp';
import { loggableError } from '../loggable-error.ts';
import { readText } from '../middleware/body.ts';
import { requireSameSite } from '../middleware/session.ts';
import type { Ctx, Services } from '../services.ts';

const served = new WeakMap<Services, McpOverHttp>();

/** Stateless: no session, and nothing kept between two requests. */
export async function serveMcp(ctx: Ctx, services: Services): Promise<void> {
  requireSameSite(ctx, services.config);
  requireOwnOrigin(ctx, services.config.publicUrl);
  const body = await readText(ctx, ['application/json']);
  const gone = new AbortController();
  ctx.res.once('close', () => gone.abort());
  // Gone before we listened.
  if (ctx.res.closed) gone.abort();
  const request = new Request(new URL('/mcp', services.config.publicUrl), {
    method: 'POST',
    headers: headersOf(ctx),
    body,
    signal: gone.signal,
  });
  const response = await mcpOf(services).answer(request, bearerOf(ctx));
  for (const [name, value] of response.headers) ctx.set(name, value);
  ctx.body = response.body && Readable.fromWeb(response.body);
  ctx.status = response.status;
  // Its headers are out long before a stream ends: they can't say that this is the last answer.
  ctx.res.once('finish', () => {
    if (!services.open()) ctx.req.socket.end();
  });
}

/** A name that was made to lead here is the same site to a browser: only the origin tells. */
function requireOwnOrigin(ctx: Ctx, publicUrl: string): void {
  const origin = ctx.get('Origin');
  if (origin !== '' && origin !== new URL(publicUrl).origin)
    throw new DomainError('request_forged');
}

/** What the tools may ask is what the key may ask: they come in again by the front door. */
function mcpOf(services: Services): McpOverHttp {
  let mcp = served.get(services);
  if (!mcp) {
    const { log, now, ownUrl: url } = services;
    const onError = (error: Error): void =>
      log.debug({ err: loggableError(error) }, 'a message for a tool was refused');
    served.set(services, (mcp = mcpOverHttp({ url, now, onError })));
  }
  return mcp;
}

const bearerOf = (ctx: Ctx): string => /^bearer +(\S+)/i.exec(ctx.get('Authorization'))![1]!;

function headersOf({ req }: Ctx): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}
