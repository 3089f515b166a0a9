// Answers with JSON text that is ready: an object would be serialised once more, and reordered.
import type { Ctx } from './services.ts';

export function writeJson(ctx: Ctx, text: string, encoding: BufferEncoding = 'utf8'): void {
  ctx.res.setHeader('Content-Type', 'application/json; charset=utf-8');
  // Once: Koa would encode a string to know its length, and Node again to send it.
  ctx.body = Buffer.from(text, encoding);
}
