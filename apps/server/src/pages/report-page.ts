// GET /respond/:token/report: what it means to report the message, and the way to do it.
import type { Ctx, Services } from '../services.ts';
import { toOutcome } from './page-post.ts';
import { isReportable, sendReport } from './report-form.ts';
import { answerUrl, sendUnknown, tryOpenLink } from './respond-page.ts';

/** Where there is nothing to report, the link's own page says what stands. */
export async function reportPage(ctx: Ctx, services: Services): Promise<void> {
  const handle = ctx.state.params.token!;
  const opened = await tryOpenLink(services, handle);
  if (!opened) return sendUnknown(ctx, services);
  const url = answerUrl(ctx, handle);
  if (!isReportable(opened)) return toOutcome(ctx, false, url);
  await sendReport(ctx, services, 200, opened, { url });
}
