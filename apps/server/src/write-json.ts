// Answers with JSON text that is ready: an object would be serialised once more, and reordered.
import type { Ctx } from './services.ts';

export function writeJson(ctx: Ctx, text: string): void {
  ctx.type = 'application/json';
  ctx.body = text;
}
