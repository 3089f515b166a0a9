// POST /respond/:token/report: the reader did not expect the message, as sent by the script or the form.
import { DomainError } from '@pausepoint/core';
import { readText } from '../middleware/body.ts';
import { reportMessage } from '../report-message.ts';
import type { Ctx, Services } from '../services.ts';
import { judgeGesture } from './gesture.ts';
import { FORM_TYPE, JSON_TYPE, refuseUnknown, toOutcome } from './page-post.ts';
import { isReportable, isReported, sendReport } from './report-form.ts';
import { answerUrl, sendUnknown, tryOpenLink } from './respond-page.ts';
import { wordsFor } from './words/words-for.ts';

export async function reportSubmit(ctx: Ctx, services: Services): Promise<void> {
  const handle = ctx.state.params.token!;
  const byScript = Boolean(ctx.is(JSON_TYPE));
  const body = await readText(ctx, [JSON_TYPE, FORM_TYPE]);
  const opened = await tryOpenLink(services, handle);
  if (!opened) return byScript ? refuseUnknown(ctx) : sendUnknown(ctx, services);
  const url = answerUrl(ctx, handle);
  if (opened.viewOnly && !isReported(opened)) throw new DomainError('respond_link_view_only');
  // Said before, or over by now: the page shows what stands.
  if (!isReportable(opened)) return toOutcome(ctx, byScript, url);
  const gesture = judgeGesture(ctx, services, opened.link, body);
  if (gesture === 'refused') return;
  if (gesture === 'mistyped') {
    return sendReport(ctx, services, 422, opened, { url, fault: wordsFor(ctx).newCode });
  }
  await reportMessage(services, opened.link);
  toOutcome(ctx, byScript, url);
}
