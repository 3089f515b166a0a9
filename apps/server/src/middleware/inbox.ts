// Who may read what the sandbox kept for everybody: this machine in local mode, or a token's holder.
import { createHash, timingSafeEqual } from 'node:crypto';
import { isLoopback } from '@pausepoint/runtime';
import type { ServerConfig } from '../config.ts';
import type { Ctx } from '../services.ts';
import { namedHops } from './visitor.ts';

export function mayReadEverything(ctx: Ctx, config: ServerConfig): boolean {
  if (config.inboxToken !== undefined && sameText(String(ctx.query.token), config.inboxToken)) {
    return true;
  }
  // The connection itself, whomever a proxy on this machine names, and the Host header: a name that
  // somebody points at 127.0.0.1 is not this machine's own.
  const peer = ctx.req.socket.remoteAddress ?? '';
  return (
    config.local &&
    [peer, ...namedHops(ctx), ctx.hostname].every(isLoopback) &&
    proxyHeaders.every((name) => ctx.get(name) === '')
  );
}

/** Other ways for a proxy or tunnel to say that somebody is behind it; no browser sends them. */
const proxyHeaders = ['Forwarded', 'Via', 'X-Real-IP', 'CF-Connecting-IP', 'True-Client-IP'];

/** Hashed first, so that neither length nor content shows in the time it takes. */
const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
