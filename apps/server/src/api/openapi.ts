// GET /openapi.json: the document, written once from the very schemas requests are checked with.
import { openapi } from '@pausepoint/contract';
import packageJson from '../../package.json' with { type: 'json' };
import type { Ctx, Services } from '../services.ts';
import { writeJson } from '../write-json.ts';

const { version } = packageJson;
const texts = new WeakMap<object, string>();

export function openapiDocument(ctx: Ctx, { config }: Services): void {
  let text = texts.get(config);
  if (!text)
    texts.set(config, (text = JSON.stringify(openapi({ url: config.publicUrl, version }))));
  ctx.set('Cache-Control', 'public, max-age=300');
  writeJson(ctx, text);
}
