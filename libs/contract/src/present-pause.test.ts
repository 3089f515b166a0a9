// A pause is shown truly: to pollers and to webhooks, before the sweep and after.
import { describe, expect, test } from 'vitest';
import { readJson } from './json/read-json.ts';
import { toJson } from './json/raw-json.ts';
import { presentPause } from './present-pause.ts';
import { always, pause } from './records.fixture.ts';
import { webhookBody } from './webhook-body.ts';
import type { WebhookEvent } from './wire.ts';

const respondUrl = 'http://localhost:3000/respond/t';

describe('a pause', () => {
  test('metadata leaves as the same text, in polls and in webhooks', () => {
    always(pause, (record) => {
      const poll = readJson(toJson(presentPause(record, { respondUrl })));
      expect(poll.members.get('metadata')).toBe(record.metadata ?? 'null');
      const event = { id: record.id, type: 'pause.responded', at: record.createdAt } as const;
      const data = readJson(webhookBody(record, event)).members.get('data')!;
      expect(readJson(data).members.get('metadata')).toBe(record.metadata ?? 'null');
    });
  });

  test('is never shown as decided by a human unless one responded', () => {
    always(pause, (record) => {
      const shown = presentPause(record, { respondUrl });
      expect(shown.human_decided).toBe(record.status === 'responded');
      if (shown.human_decided) return;
      expect([shown.response_at, shown.response_text, shown.decision]).toEqual([null, null, null]);
    });
  });

  test('tells of an answer that may still be taken back only when it becomes final', () => {
    always(pause, (record) => {
      const { status, settles_at } = presentPause(record, { respondUrl });
      const held = status === 'pending' ? record.held : null;
      expect(settles_at).toBe(held && held.settlesAt.toISOString());
    });
  });

  test('past its deadline reads the same, swept or not', () => {
    always(pause, (record) => {
      const { expiresAt, content } = record;
      const overdue = {
        ...record,
        status: 'timed_out',
        responseChoice: null,
        resolvedAt: null,
      } as const;
      const swept = { ...overdue, responseChoice: content.timeoutDefault, resolvedAt: expiresAt };
      const unswept = presentPause(overdue, { respondUrl });
      expect(unswept).toEqual(presentPause(swept, { respondUrl }));
      expect(unswept.response_choice).toBe(content.timeoutDefault);
      expect(unswept.resolved_at).toBe(expiresAt.toISOString());
    });
  });

  test('names the user who answered only where one is known, in polls and in webhooks', () => {
    always(pause, (record) => {
      const shown = presentPause(record, { respondUrl }).decision;
      const event = { id: record.id, type: 'pause.responded', at: record.createdAt } as const;
      const { data } = JSON.parse(webhookBody(record, event)) as WebhookEvent;
      expect(data.decision).toEqual(shown);
      const known = record.status === 'responded' ? record.decision?.userId : undefined;
      expect(shown?.user_id).toBe(known ?? undefined);
      if (shown && typeof known !== 'string') expect(shown).not.toHaveProperty('user_id');
    });
  });

  test('tells of every recipient when they are asked', () => {
    always(pause, (record) => {
      const { recipients, risk } = presentPause(record, { respondUrl });
      expect(recipients.map((one) => one.after_seconds)).toEqual(
        record.recipients.map(({ afterSeconds }) => afterSeconds),
      );
      expect(risk).toBe(record.risk);
    });
  });

  test('mirrors its first recipient', () => {
    always(pause, (record) => {
      const { recipients, recipient, channel, notification } = presentPause(record, { respondUrl });
      const [first] = recipients;
      expect([recipient, channel, notification]).toEqual([
        first?.recipient ?? null,
        first?.channel ?? null,
        first?.notification ?? null,
      ]);
    });
  });
});

test('a webhook has the same bytes however often it is rendered', () => {
  always(pause, (record) => {
    const event = {
      id: record.developerId,
      type: 'pause.timed_out',
      at: record.createdAt,
    } as const;
    const later = { ...record, recipients: [] };
    expect(webhookBody(structuredClone(record), { ...event })).toBe(webhookBody(record, event));
    expect(webhookBody(later, event)).toBe(webhookBody(record, event));
  });
});
