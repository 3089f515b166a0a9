// GET /openapi.json: the document, written once from the very schemas requests are checked with.
import { openapi } from '@pausepoint/contract';
import type { Ctx, Services } from '../services.ts';
import { writeJson } from '../write-json.ts';

const texts = new WeakMap<object, string>();

export function openapiDocument(ctx: Ctx, { config }: Services): void {
  let text = texts.get(config);
  if (!text) texts.set(config, (text = JSON.stringify(openapi({ publicUrl: config.publicUrl }))));
  ctx.set('Cache-Control', 'public, max-age=300');
  writeJson(ctx, text);
}
