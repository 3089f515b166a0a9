// The one place where an error becomes an answer (RFC 9457); what we did not foresee says nothing.
import { DomainError } from '@pausepoint/core';
import { presentProblem } from '@pausepoint/contract';
import type { Log, Metrics } from '@pausepoint/runtime';
import { isDatabaseDown } from '../database-down.ts';
import { loggableError } from '../loggable-error.ts';
import { MethodNotAllowed } from '../router.ts';
import type { Ctx } from '../services.ts';

export const problems =
  (log: Log, metrics: Metrics) =>
  (ctx: Ctx, error: unknown): void => {
    const refusal = asRefusal(error);
    metrics.refusals.inc({ code: refusal.code });
    if (refusal !== error) {
      log.error({ err: loggableError(error), requestId: ctx.state.requestId }, 'request failed');
    }
    writeProblem(ctx, refusal);
  };

/** What we did not foresee says nothing but that something broke. */
export function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (!isDatabaseDown(error)) return new DomainError('internal_error');
  const detail = 'The database does not answer; try again in a moment.';
  return new DomainError('overloaded', detail, { retryAfterSeconds: 1 });
}

function writeProblem(ctx: Ctx, refusal: DomainError): void {
  const problem = presentProblem(refusal, ctx.state.requestId);
  ctx.status = problem.status;
  ctx.type = 'application/problem+json';
  ctx.set('Cache-Control', 'no-store');
  ctx.remove('ETag');
  if (problem.status === 401) ctx.set('WWW-Authenticate', 'Bearer realm="pausepoint"');
  if (refusal instanceof MethodNotAllowed) ctx.set('Allow', refusal.allow);
  const wait = refusal.retryAfterSeconds;
  if (wait !== undefined) ctx.set('Retry-After', String(Math.max(1, Math.ceil(wait))));
  // The rest of a body we do not want is not worth reading.
  if (!ctx.req.complete) ctx.set('Connection', 'close');
  ctx.body = JSON.stringify(problem);
}
