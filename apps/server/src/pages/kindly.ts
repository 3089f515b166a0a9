// Whatever goes wrong behind a page is told to people as a page; the page's script reads problems.
import { DomainError, type ProblemCode, problems } from '@pausepoint/core';
import { isDatabaseDown } from '../database-down.ts';
import { loggableError } from '../loggable-error.ts';
import { visitorNetwork } from '../middleware/visitor.ts';
import type { Ctx, Handler, Services } from '../services.ts';
import { sendPage } from './layout.ts';
import { plainPage } from './outcome.ts';
import type { Words } from './words/en.ts';
import { wordsFor } from './words/words-for.ts';

/** Counts the visit itself (`allowance: 'own'`): that it was one too many is told as a page, too. */
export const kindly =
  (handle: Handler): Handler =>
  async (ctx, services) => {
    try {
      services.limits.visit(visitorNetwork(ctx));
      await handle(ctx, services);
    } catch (error) {
      if (ctx.is('application/json')) throw error;
      await tell(ctx, services, error);
    }
  };

async function tell(ctx: Ctx, services: Services, error: unknown): Promise<void> {
  const { config, log, metrics } = services;
  const words = wordsFor(ctx);
  if (error instanceof DomainError) {
    metrics.refusals.inc({ code: error.code });
    const wait = error.retryAfterSeconds;
    if (wait !== undefined) ctx.set('Retry-After', String(wait));
    const [heading, text] = refusal(error.code, words);
    return sendPage(ctx, problems[error.code][0], plainPage(config, words, heading, text));
  }
  log.error({ err: loggableError(error), requestId: ctx.state.requestId }, 'page failed');
  const down = isDatabaseDown(error);
  metrics.refusals.inc({ code: down ? 'overloaded' : 'internal_error' });
  if (down) ctx.set('Retry-After', '1');
  const { heading, text } = words.broken;
  return sendPage(ctx, down ? 503 : 500, plainPage(config, words, heading, text));
}

function refusal(code: ProblemCode, { refused }: Words): readonly [heading: string, text: string] {
  if (code === 'respond_link_view_only') return [refused.viewOnly, refused.nothing];
  if (code === 'rate_limited') return [refused.tooMany, refused.later];
  return [refused.other, refused.nothing];
}
