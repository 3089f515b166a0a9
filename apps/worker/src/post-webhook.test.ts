// What each answer of a receiver means for the delivery.
import { expect, test } from 'vitest';
import { outcomeOf } from './post-webhook.ts';

const now = new Date('2026-05-08T14:00:00Z');
const answer = (statusCode: number, retryAfter?: string) =>
  outcomeOf({ kind: 'answer', statusCode, retryAfter, excerpt: '' }, now);

test.each([200, 201, 202, 204, 299])('%d is delivered', (status) =>
  expect(answer(status)).toEqual({ kind: 'delivered' }),
);

test.each([301, 302, 303, 307, 308])('%d is a failure: redirects are not followed', (status) => {
  expect(answer(status)).toEqual({
    kind: 'retry',
    error: `the receiver answered ${status}; redirects are not followed`,
  });
});

test.each([400, 401, 404, 409, 429, 500, 503])('%d is tried again', (status) =>
  expect(answer(status).kind).toBe('retry'),
);

test('410 is never tried again', () => expect(answer(410, '5').kind).toBe('dead'));

test('Retry-After is passed on, as seconds or as a date', () => {
  expect(answer(429, '90')).toMatchObject({ kind: 'retry', afterSeconds: 90 });
  expect(answer(503, 'Fri, 08 May 2026 14:01:00 GMT')).toMatchObject({ afterSeconds: 60 });
});

test('no answer is tried again, a URL that may not be used is not', () => {
  expect(outcomeOf({ kind: 'failure', error: 'x' }, now)).toEqual({ kind: 'retry', error: 'x' });
  expect(outcomeOf({ kind: 'refused', error: 'x' }, now)).toEqual({ kind: 'dead', error: 'x' });
});
