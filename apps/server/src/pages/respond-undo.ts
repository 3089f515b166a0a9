// POST /respond/:token/undo: takes an answer back while it is held, as sent by the script or the form.
import { readText } from '../middleware/body.ts';
import { heldByLink, revokeAnswer } from '../revoke-answer.ts';
import type { Ctx, Services } from '../services.ts';
import { judgeGesture } from './gesture.ts';
import { sendHeld } from './held-page.ts';
import { FORM_TYPE, JSON_TYPE, refuseUnknown, toOutcome } from './page-post.ts';
import { answerUrl, sendUnknown, tryOpenLink } from './respond-page.ts';
import { wordsFor } from './words/words-for.ts';

export async function respondUndo(ctx: Ctx, services: Services): Promise<void> {
  const handle = ctx.state.params.token!;
  const byScript = Boolean(ctx.is(JSON_TYPE));
  const body = await readText(ctx, [JSON_TYPE, FORM_TYPE]);
  const opened = await tryOpenLink(services, handle);
  if (!opened) return byScript ? refuseUnknown(ctx) : sendUnknown(ctx, services);
  const url = answerUrl(ctx, handle);
  // Final by now, or somebody else's: the page shows what stands.
  if (!heldByLink(opened)) return toOutcome(ctx, byScript, url);
  const gesture = judgeGesture(ctx, services, opened.link, body);
  if (gesture === 'refused') return;
  if (gesture === 'mistyped') {
    return sendHeld(ctx, services, 422, opened, { url, fault: wordsFor(ctx).newCode });
  }
  await revokeAnswer(services, opened.link);
  toOutcome(ctx, byScript, url);
}
