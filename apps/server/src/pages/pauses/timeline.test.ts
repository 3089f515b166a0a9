// The story of a pause: in order, told once, and silence never told as an answer.
import type { AuditRecord, DeliveryRecord, PauseRecord } from '@pausepoint/store';
import { expect, test } from 'vitest';
import { timelineOf } from './timeline.ts';

const second = (n: number): Date => new Date(Date.UTC(2026, 4, 8, 9, 0, n));

const ana = { index: 0, name: 'Ana', channel: 'sms', masked: '+1•••••1928', afterSeconds: 0 };
const pauseOf = (overlay: object = {}): PauseRecord =>
  ({
    content: { agent: { name: 'payments-7', run_id: 'run_1' } },
    recipients: [ana],
    decision: { via: 'page', identifiedBy: 'link', recipientIndex: 0, userId: null },
    responseChoice: 'Approve',
    ...overlay,
  }) as unknown as PauseRecord;

const event = (n: number, type: AuditRecord['type'], detail = {}): AuditRecord => ({
  ...{ id: `e${n}`, type, actor: 'system', pauseId: 'p', detail, createdAt: second(n) },
  ...{ sequence: n, leafHash: null },
});

const webhook = (n: number, overlay: Partial<DeliveryRecord> = {}): DeliveryRecord => ({
  ...{ id: `d${n}`, endpointId: null, pauseId: 'p', eventId: '1', eventType: 'pause.responded' },
  ...{ status: 'delivered', createdAt: second(n), nextAttemptAt: null, lastError: null },
  attempts: [{ at: second(n), durationMs: 84, statusCode: 200, response: 'ok', error: null }],
  ...overlay,
});

const told = (pause: PauseRecord, events: AuditRecord[], deliveries: DeliveryRecord[] = []) =>
  timelineOf({ pause, events, deliveries });

test('what happened is told oldest first, a webhook with its tries instead of its event', () => {
  const delivered = { event_id: 'evt_1', webhook_id: 'whk_1', status_code: 200 };
  const events = [
    event(5, 'pause.webhook_delivered', delivered),
    event(4, 'pause.responded'),
    event(3, 'pause.viewed', { recipient_index: 0, automated: false }),
    event(2, 'pause.notified', { recipient_index: 0, channel: 'sms', status: 'sent' }),
    event(1, 'pause.created'),
  ];
  const moments = told(pauseOf(), events, [webhook(4)]);
  expect(moments.map(({ mark, title, says }) => [mark, title, ...says])).toEqual([
    ['asked', 'Asked', 'by payments-7, run run_1'],
    ['sent', 'Question sent', 'to Ana, +1•••••1928 by text message'],
    ['seen', 'Question opened', 'with the link of Ana, +1•••••1928'],
    [
      ...['human', 'A human answered', 'Ana, +1•••••1928, on the respond page'],
      'Identified by holding the link',
    ],
    ['hook', 'Webhook delivered', 'pause.responded to the pause’s own URL'],
  ]);
  expect(moments.at(-1)!.tries).toHaveLength(1);
  expect(moments.map(({ choice }) => choice ?? null)).toEqual([null, null, null, 'Approve', null]);
});

test.each([
  ['Reject', 'No human chose this: it was set beforehand for this case.'],
  [null, 'Nothing was decided.'],
])('silence that leaves %s behind is nobody’s answer', (responseChoice, words) => {
  const pause = pauseOf({ responseChoice, decision: null });
  const [moment] = told(pause, [event(1, 'pause.timed_out', { choice: responseChoice })]);
  expect(moment).toMatchObject({
    ...{ mark: 'silence', title: 'Nobody answered in time', choice: responseChoice },
    says: [words],
  });
});

test('trouble says what it was, and when nobody is left', () => {
  const failed = { recipient_index: 0, channel: 'sms', error: 'busy', unreachable: true };
  const dead = webhook(3, { status: 'dead', lastError: 'the receiver answered 500' });
  const moments = told(
    pauseOf(),
    [
      event(2, 'pause.notification_failed', { recipient_index: 0, channel: 'sms', reported: true }),
      event(1, 'pause.notification_failed', failed),
    ],
    [dead],
  );
  expect(moments.map(({ mark }) => mark)).toEqual(['trouble', 'trouble', 'trouble']);
  expect(moments[0]!.says).toEqual([
    'to Ana, +1•••••1928 by text message',
    'busy',
    'Nobody is left to reach.',
  ]);
  expect(moments[1]!.title).toBe('Reported as unexpected');
  expect(moments[2]).toMatchObject({ title: 'Webhook given up', nextTry: null });
});

test('erased names are not guessed, and invisible characters are written out', () => {
  const pause = pauseOf({
    recipients: [{ ...ana, name: null, masked: '' }],
    content: { agent: { name: 'pay\u202Eroll' } },
  });
  const events = [
    event(2, 'pause.viewed', { recipient_index: 0, automated: true }),
    event(1, 'pause.created'),
  ];
  expect(told(pause, events).map(({ title, says }) => [title, ...says])).toEqual([
    ['Asked', 'by pay[U+202E]roll'],
    ['Link fetched by a program', 'with the link of recipient 1'],
  ]);
});
