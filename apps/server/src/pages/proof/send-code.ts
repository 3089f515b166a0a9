// POST /respond/:token/code: has a code sent to the link's recipient, by the same channel.
import { DomainError, SECOND } from '@pausepoint/core';
import { requestCode } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { isMeant } from '../gesture.ts';
import { openPost } from '../open-post.ts';
import { refuse, toOutcome } from '../page-post.ts';
import { sendQuestion, wayOf } from '../respond-page.ts';
import { timeLeft } from '../time-words.ts';
import { wordsFor } from '../words/words-for.ts';
import { isRecipients, proofFor } from './proof-for.ts';

export async function respondCode(ctx: Ctx, services: Services): Promise<void> {
  const posted = await openPost(ctx, services);
  if (!posted) return;
  const { opened, url, byScript } = posted;
  if (opened.viewOnly) throw new DomainError('respond_link_view_only');
  const { link, pause } = opened;
  const { now } = ctx.state;
  const proof = await proofFor(services, opened, now);
  const open = pause.status === 'pending' && pause.held === null;
  // Nothing a code would help with: the page shows how it stands.
  if (!open || !proof || proof.kind === 'passkey' || !isRecipients(link)) {
    return toOutcome(ctx, byScript, url);
  }
  const given = { url, way: wayOf(opened, null), chosen: null };
  const again = (fault: string) =>
    sendQuestion(ctx, services, 422, opened, { ...given, fault, again: true });
  if (!(await isMeant(ctx, services, posted, again))) return;
  const sent = await requestCode(services.store, { ...link, now });
  if ('sent' in sent) {
    services.signals.due();
    return byScript ? refuse(ctx, 200, { sent: true }) : toOutcome(ctx, false, `${url}#code`);
  }
  const words = wordsFor(ctx);
  const wait = sent.retryAfterSeconds;
  ctx.set('Retry-After', String(wait));
  const fault = words.proof.tooMany(timeLeft(wait * SECOND, words));
  if (byScript) return refuse(ctx, 429, { code: 'rate_limited', say: fault });
  return sendQuestion(ctx, services, 429, opened, { ...given, fault });
}
