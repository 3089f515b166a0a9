// Answers with JSON text that is ready: an object would be serialised once more, and reordered.
import type { Ctx } from './services.ts';

/** @param text as bytes where it is told again and again: letters beyond Latin are slow to encode */
export function writeJson(ctx: Ctx, text: string | Buffer): void {
  ctx.res.setHeader('Content-Type', 'application/json; charset=utf-8');
  ctx.body = typeof text === 'string' ? Buffer.from(text) : text;
}
