// One id per request, the caller's own when it is a sane one: on every answer and every log line.
import { randomUUID } from 'node:crypto';
import type { Ctx } from '../services.ts';

const sane = /^[\w.:-]{8,128}$/;

export function identify(ctx: Ctx, now: Date): void {
  const given = ctx.get('X-Request-Id');
  ctx.state.requestId = sane.test(given) ? given : randomUUID();
  ctx.state.now = now;
  ctx.state.params = {};
  ctx.set('X-Request-Id', ctx.state.requestId);
}
