// One id per request, the caller's own when it is a sane one: on every answer and every log line.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { State } from '../services.ts';

const sane = /^[\w.:-]{8,128}$/;

export function identify({ headers }: IncomingMessage, now: Date): State {
  const given = headers['x-request-id'];
  const requestId = typeof given === 'string' && sane.test(given) ? given : randomUUID();
  return { requestId, now, params: {} };
}
