// What was posted to the page of a link, with the question it opens.
import { readText } from '../middleware/body.ts';
import type { OpenedLink } from '../respond-link.ts';
import type { Ctx, Services } from '../services.ts';
import { FORM_TYPE, JSON_TYPE, refuseUnknown } from './page-post.ts';
import { answerUrl, sendUnknown, tryOpenLink } from './respond-page.ts';

export interface Posted {
  readonly opened: OpenedLink;
  /** Of the question. */
  readonly url: string;
  readonly body: string;
  /** Not by the form. */
  readonly byScript: boolean;
}

/** null where the link opens nothing, which is answered then. */
export async function openPost(
  ctx: Ctx,
  services: Services,
  types: readonly string[] = [JSON_TYPE, FORM_TYPE],
): Promise<Posted | null> {
  const handle = (ctx.state.params.token ?? ctx.state.params.code)!;
  const body = await readText(ctx, types);
  const byScript = isByScript(ctx);
  const opened = await tryOpenLink(services, handle);
  if (opened) return { opened, url: answerUrl(ctx, handle), body, byScript };
  if (byScript) refuseUnknown(ctx);
  else await sendUnknown(ctx, services);
  return null;
}

export const isByScript = (ctx: Ctx): boolean => Boolean(ctx.is(JSON_TYPE));
