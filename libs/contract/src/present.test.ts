// Whatever the store holds, what leaves fits the schema the document is made of.
import {
  eventTypes,
  modes,
  pauseStatuses,
  planNames,
  plans,
  webhookEventTypes,
} from '@pausepoint/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { auditListSchema, presentAuditList } from './audit.ts';
import { meSchema, presentMe, presentRegistered, registeredSchema } from './auth.ts';
import { readJson } from './json/read-json.ts';
import { toJson } from './json/raw-json.ts';
import { keyListSchema, newKeySchema, presentKeyList, presentNewKey } from './keys.ts';
import { notificationStatuses, pauseListSchema, pauseSchema } from './pause.ts';
import { presentPause, presentPauseList, type PresentablePause } from './present-pause.ts';
import { answeredSchema, presentQuestion, presentResponse, questionSchema } from './respond.ts';
import { presentMessageList, sandboxListSchema } from './sandbox.ts';
import { webhookBody } from './webhook-body.ts';
import { webhookEventSchema } from './webhook-event.ts';
import {
  newWebhookSchema,
  presentNewWebhook,
  presentWebhookList,
  webhookListSchema,
} from './webhooks.ts';

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const instant = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
const channel = fc.constantFrom('sms', 'email', 'slack', 'telegram', 'whatsapp', 'link' as const);
const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const mode = fc.constantFrom(...modes);
const json = fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });

const recipient = fc.record({
  index: fc.nat(9),
  name: orNull(text),
  channel,
  masked: text,
  notification: fc.record({
    status: fc.constantFrom(...notificationStatuses),
    attempts: fc.nat(9),
    lastError: orNull(text),
    at: instant,
  }),
});

const pause: fc.Arbitrary<PresentablePause> = fc.record({
  id: fc.uuid(),
  developerId: fc.uuid(),
  mode,
  status: fc.constantFrom(...pauseStatuses),
  createdAt: instant,
  expiresAt: instant,
  content: fc.record({
    developerName: text,
    agent: orNull(fc.record({ name: text, run_id: text }, { requiredKeys: [] })),
    message: text,
    context: orNull(
      fc.array(fc.record({ label: text, value: fc.jsonValue({ maxDepth: 2 }) }), { maxLength: 3 }),
    ),
    options: fc.array(text, { minLength: 2, maxLength: 5 }),
    allowTextResponse: fc.boolean(),
    timeoutDefault: orNull(text),
    expiresAt: instant,
  }),
  contentDigest: text,
  digestSalt: text,
  metadata: orNull(json.map((value) => JSON.stringify(value, null, 2))),
  responseChoice: orNull(text),
  responseText: orNull(text),
  responseAt: orNull(instant),
  resolvedAt: orNull(instant),
  decision: orNull(
    fc.record({
      via: fc.constantFrom('page', 'api', 'slack', 'telegram', 'sms', 'dashboard' as const),
      identifiedBy: fc.constantFrom('link', 'caller_link', 'passkey' as const),
      recipientIndex: orNull(fc.nat(9)),
    }),
  ),
  recipients: fc.array(recipient, { maxLength: 3 }),
});

/** Through JSON and the schema and still the same: nothing missing, mistyped or unheard of. */
function expectToFit(schema: z.ZodType, presented: unknown): void {
  const received: unknown = JSON.parse(toJson(presented));
  expect(schema.parse(received)).toEqual(received);
}

const always = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, (value) => check(value)));

const respondUrl = 'http://localhost:3000/respond/t';

describe('everything that leaves fits its schema', () => {
  test('pauses, lists of them, questions and answers', () => {
    always(pause, (record) => {
      expectToFit(pauseSchema, presentPause(record, { respondUrl }));
      expectToFit(
        pauseListSchema,
        presentPauseList([record], () => respondUrl, 'cursor'),
      );
      expectToFit(questionSchema, presentQuestion(record));
      expectToFit(answeredSchema, presentResponse(record));
    });
  });

  test('webhooks', () => {
    const event = fc.record({
      id: fc.uuid(),
      type: fc.constantFrom(...webhookEventTypes),
      at: instant,
    });
    always(fc.tuple(pause, event), ([record, happened]) => {
      expectToFit(webhookEventSchema, JSON.parse(webhookBody(record, happened)));
    });
  });

  test('accounts', () => {
    const plan = fc.constantFrom(...planNames);
    const developer = fc.record({
      id: fc.uuid(),
      name: text,
      email: text,
      plan,
      createdAt: instant,
    });
    const me = fc.record({
      developer,
      mode: orNull(mode),
      role: fc.constantFrom('admin', 'agent', 'owner' as const),
      limits: orNull(plan.map((name) => plans[name])),
      usage: fc.record({ period: fc.constant('2026-05'), pauses: fc.nat() }),
    });
    always(me, (record) => expectToFit(meSchema, presentMe(record)));
    const registered = fc.record({ developerId: fc.uuid(), apiKey: text, testApiKey: text, plan });
    always(registered, (record) => expectToFit(registeredSchema, presentRegistered(record)));
  });

  test('keys', () => {
    const key = fc.record({
      id: fc.uuid(),
      name: orNull(text),
      prefix: text,
      last4: text,
      mode,
      role: fc.constantFrom('admin', 'agent' as const),
      policy: orNull(
        fc.record({ recipients: fc.constant(['+15550100']), pausesPerHour: fc.constant(3) }),
      ),
      createdAt: instant,
      lastUsedAt: orNull(instant),
      expiresAt: orNull(instant),
    });
    always(key, (record) => {
      expectToFit(keyListSchema, presentKeyList([record]));
      expectToFit(newKeySchema, presentNewKey(record, 'secret'));
    });
  });

  test('webhook endpoints', () => {
    const webhook = fc.record({
      id: fc.uuid(),
      url: text,
      events: fc.subarray(webhookEventTypes),
      enabled: fc.boolean(),
      createdAt: instant,
    });
    always(fc.tuple(webhook, orNull(text)), ([record, secret]) => {
      expectToFit(webhookListSchema, presentWebhookList([record], null));
      expectToFit(newWebhookSchema, presentNewWebhook(record, secret));
    });
  });

  test('audit events and sandbox messages', () => {
    const event = fc.record({
      id: fc.uuid(),
      type: fc.constantFrom(...eventTypes),
      actor: fc.constantFrom('developer', 'human', 'system' as const),
      pauseId: orNull(fc.uuid()),
      detail: json,
      createdAt: instant,
      sequence: orNull(fc.nat()),
      leafHash: orNull(text),
    });
    const message = fc.record({
      id: fc.uuid(),
      pauseId: fc.uuid(),
      channel,
      recipient: text,
      subject: orNull(text),
      text,
      html: orNull(text),
      createdAt: instant,
    });
    always(event, (record) => expectToFit(auditListSchema, presentAuditList([record], null)));
    always(message, (record) => expectToFit(sandboxListSchema, presentMessageList([record], 'c')));
  });
});

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
