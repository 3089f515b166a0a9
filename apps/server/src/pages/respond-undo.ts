// POST /respond/:token/undo: takes an answer back while it is held, as sent by the script or the form.
import { heldByLink, revokeAnswer } from '../revoke-answer.ts';
import type { Ctx, Services } from '../services.ts';
import { isMeant } from './gesture.ts';
import { sendHeld } from './held-page.ts';
import { openPost, type Posted } from './open-post.ts';
import { toOutcome } from './page-post.ts';

export async function respondUndo(ctx: Ctx, services: Services): Promise<void> {
  const posted = await openPost(ctx, services);
  if (posted) await takeUndo(ctx, services, posted);
}

/** Whoever's page it is. */
export async function takeUndo(ctx: Ctx, services: Services, posted: Posted): Promise<void> {
  const { opened, url, byScript } = posted;
  // Final by now, or somebody else's: the page shows what stands.
  if (!heldByLink(opened)) return toOutcome(ctx, byScript, url);
  const again = (fault: string) => sendHeld(ctx, services, 422, opened, { url, fault });
  if (!(await isMeant(ctx, services, posted, again))) return;
  await revokeAnswer(services, opened.link);
  toOutcome(ctx, byScript, url);
}
