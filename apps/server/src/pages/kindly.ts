// Whatever goes wrong behind a page is told to people as a page; the page's script reads problems.
import { DomainError, problems } from '@pausepoint/core';
import { isDatabaseDown } from '../database-down.ts';
import { loggableError } from '../loggable-error.ts';
import type { Ctx, Handler, Services } from '../services.ts';
import { sendPage } from './layout.ts';
import { plainPage } from './outcome.ts';

export const kindly =
  (handle: Handler): Handler =>
  async (ctx, services) => {
    try {
      await handle(ctx, services);
    } catch (error) {
      if (ctx.is('application/json')) throw error;
      await tell(ctx, services, error);
    }
  };

async function tell(ctx: Ctx, services: Services, error: unknown): Promise<void> {
  const { config, log, metrics } = services;
  if (error instanceof DomainError) {
    metrics.refusals.inc({ code: error.code });
    const [status, title] = problems[error.code];
    const wait = error.retryAfterSeconds;
    if (wait !== undefined) ctx.set('Retry-After', String(wait));
    return sendPage(ctx, status, plainPage(config, title, 'Nothing was recorded.'));
  }
  log.error({ err: loggableError(error), requestId: ctx.state.requestId }, 'page failed');
  const down = isDatabaseDown(error);
  metrics.refusals.inc({ code: down ? 'overloaded' : 'internal_error' });
  if (down) ctx.set('Retry-After', '1');
  const text = 'Open the link again in a moment: it always shows what was recorded.';
  return sendPage(
    ctx,
    down ? 503 : 500,
    plainPage(config, 'Something is broken on our side', text),
  );
}
