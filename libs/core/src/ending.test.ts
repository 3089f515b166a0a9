// The small tables agree with one another and with the contract.
import { expect, test } from 'vitest';
import { endings } from './ending.ts';
import { DomainError, problems, type ProblemCode } from './error.ts';
import { events, webhookEventTypes } from './event.ts';
import { pauseStatuses } from './pause-state.ts';
import { plans, planNames, usagePeriod } from './plan.ts';

test('every ending is a status, an event that webhooks hear and a 410', () => {
  expect(['pending', ...Object.keys(endings)]).toEqual([...pauseStatuses]);
  for (const [status, ending] of Object.entries(endings)) {
    expect(ending.event).toBe(`pause.${status}`);
    expect(events[ending.event]).toEqual({ actor: ending.actor, webhook: true });
    expect(problems[ending.refusal][0]).toBe(410);
  }
});

test('webhooks hear of the three ends and of a message that could not be sent', () => {
  expect([...webhookEventTypes].sort()).toEqual([
    'pause.cancelled',
    'pause.notification_failed',
    'pause.responded',
    'pause.timed_out',
  ]);
});

test('a refusal carries its title unless it has something better to say', () => {
  for (const code of Object.keys(problems) as ProblemCode[]) {
    expect(new DomainError(code).message).toBe(problems[code][1]);
  }
  const error = new DomainError('rate_limited', 'Slow down', { retryAfterSeconds: 3 });
  expect(error).toMatchObject({ message: 'Slow down', retryAfterSeconds: 3, errors: undefined });
});

test('plans are those of the contract', () => {
  const day = 86_400;
  expect(planNames.map((name) => [name, ...Object.values(plans[name])])).toEqual([
    ['free', 50, ['sms'], day, 1],
    ['starter', 500, ['sms', 'email'], 7 * day, 3],
    ['pro', 5_000, ['sms', 'email', 'slack'], 30 * day, null],
    ['enterprise', null, null, 30 * day, null],
  ]);
});

test('a month of usage ends at midnight UTC', () => {
  expect(usagePeriod(new Date('2026-05-31T23:59:59.999Z'))).toBe('2026-05');
  expect(usagePeriod(new Date('2026-06-01T00:00:00.000Z'))).toBe('2026-06');
});
