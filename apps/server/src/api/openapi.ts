// GET /openapi.json and the part of it Dify imports: written once from the very schemas requests are checked with.
import { difyDocument, openapi, type OpenapiOptions } from '@pausepoint/contract';
import packageJson from '../../package.json' with { type: 'json' };
import type { Ctx, Handler, Services } from '../services.ts';
import { writeJson } from '../write-json.ts';

const { version } = packageJson;

/** GET /openapi.json. */
export const openapiDocument = document(openapi);

/** GET /openapi/dify.json. */
export const openapiForDify = document(difyDocument);

function document(write: (options: OpenapiOptions) => object): Handler {
  const texts = new WeakMap<object, string>();
  return (ctx: Ctx, { config }: Services) => {
    let text = texts.get(config);
    if (!text)
      texts.set(config, (text = JSON.stringify(write({ url: config.publicUrl, version }))));
    ctx.set('Cache-Control', 'public, max-age=300');
    writeJson(ctx, text);
  };
}
