// The one place where an error becomes an answer (RFC 9457); what we did not foresee says nothing.
import { DomainError } from '@pausepoint/core';
import { presentProblem } from '@pausepoint/contract';
import type { Log, Metrics } from '@pausepoint/runtime';
import { isDatabaseDown } from '../database-down.ts';
import { loggableError } from '../loggable-error.ts';
import { MethodNotAllowed } from '../router.ts';
import type { Exchange, Told } from '../services.ts';
import { toLetters } from '../write-told.ts';

export const problems =
  (log: Log, metrics: Metrics) =>
  (exchange: Exchange, error: unknown): Told => {
    const refusal = asRefusal(error);
    metrics.refusals.inc({ code: refusal.code });
    if (refusal !== error) {
      const { requestId } = exchange.state;
      log.error({ err: loggableError(error), requestId }, 'request failed');
    }
    return toTold(exchange, refusal);
  };

/** What we did not foresee says nothing but that something broke. */
export function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (!isDatabaseDown(error)) return new DomainError('internal_error');
  const detail = 'The database does not answer; try again in a moment.';
  return new DomainError('overloaded', detail, { retryAfterSeconds: 1 });
}

function toTold({ req, res, state }: Exchange, refusal: DomainError): Told {
  const problem = presentProblem(refusal, state.requestId);
  const headers = ['Content-Type', 'application/problem+json', 'Cache-Control', 'no-store'];
  // What the handler had begun to say of itself.
  if (!res.headersSent) res.removeHeader('ETag');
  if (problem.status === 401) headers.push('WWW-Authenticate', 'Bearer realm="pausepoint"');
  if (refusal instanceof MethodNotAllowed) headers.push('Allow', refusal.allow);
  const wait = refusal.retryAfterSeconds;
  if (wait !== undefined) headers.push('Retry-After', String(Math.max(1, Math.ceil(wait))));
  // The rest of a body we do not want is not worth reading.
  if (!req.complete) headers.push('Connection', 'close');
  return { status: problem.status, headers, json: toLetters(JSON.stringify(problem)) };
}
