// POST /respond/:token/report: the reader did not expect the message, as sent by the script or the form.
import { DomainError } from '@pausepoint/core';
import { reportMessage } from '../report-message.ts';
import type { Ctx, Services } from '../services.ts';
import { isMeant } from './gesture.ts';
import { openPost } from './open-post.ts';
import { toOutcome } from './page-post.ts';
import { isReportable, isReported, sendReport } from './report-form.ts';

export async function reportSubmit(ctx: Ctx, services: Services): Promise<void> {
  const posted = await openPost(ctx, services);
  if (!posted) return;
  const { opened, url, byScript } = posted;
  if (opened.viewOnly && !isReported(opened)) throw new DomainError('respond_link_view_only');
  // Said before, or over by now: the page shows what stands.
  if (!isReportable(opened)) return toOutcome(ctx, byScript, url);
  const again = (fault: string) => sendReport(ctx, services, 422, opened, { url, fault });
  if (!(await isMeant(ctx, services, posted, again))) return;
  await reportMessage(services, opened.link);
  toOutcome(ctx, byScript, url);
}
