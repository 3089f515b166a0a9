// POST /respond/:token/code: has a code sent to the link's recipient, by the same channel.
import { DomainError, SECOND } from '@pausepoint/core';
import { requestCode } from '@pausepoint/store';
import { readText } from '../../middleware/body.ts';
import type { Ctx, Services } from '../../services.ts';
import { judgeGesture } from '../gesture.ts';
import { FORM_TYPE, JSON_TYPE, refuse, refuseUnknown, toOutcome } from '../page-post.ts';
import { answerUrl, sendQuestion, sendUnknown, tryOpenLink, wayOf } from '../respond-page.ts';
import { timeLeft } from '../time-words.ts';
import { wordsFor } from '../words/words-for.ts';
import { isRecipients, proofFor } from './proof-for.ts';

export async function respondCode(ctx: Ctx, services: Services): Promise<void> {
  const handle = ctx.state.params.token!;
  const byScript = Boolean(ctx.is(JSON_TYPE));
  const body = await readText(ctx, [JSON_TYPE, FORM_TYPE]);
  const opened = await tryOpenLink(services, handle);
  if (!opened) return byScript ? refuseUnknown(ctx) : sendUnknown(ctx, services);
  if (opened.viewOnly) throw new DomainError('respond_link_view_only');
  const { link, pause } = opened;
  const { now } = ctx.state;
  const url = answerUrl(ctx, handle);
  const proof = await proofFor(services, opened, now);
  const open = pause.status === 'pending' && pause.held === null;
  // Nothing a code would help with: the page shows how it stands.
  if (!open || !proof || proof.kind === 'passkey' || !isRecipients(link)) {
    return toOutcome(ctx, byScript, url);
  }
  const given = { url, way: wayOf(opened, null), chosen: null };
  const judged = judgeGesture(ctx, services, link, body);
  if (judged === 'refused') return;
  const words = wordsFor(ctx);
  if (judged === 'mistyped') {
    const fault = words.newCode;
    return sendQuestion(ctx, services, 422, opened, { ...given, fault, again: true });
  }
  const sent = await requestCode(services.store, { ...link, now });
  if ('sent' in sent) {
    services.signals.due();
    return byScript ? refuse(ctx, 200, { sent: true }) : toOutcome(ctx, false, `${url}#code`);
  }
  const wait = sent.retryAfterSeconds;
  ctx.set('Retry-After', String(wait));
  const fault = words.proof.tooMany(timeLeft(wait * SECOND, words));
  if (byScript) return refuse(ctx, 429, { code: 'rate_limited', say: fault });
  return sendQuestion(ctx, services, 429, opened, { ...given, fault });
}
