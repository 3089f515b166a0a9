// Whatever the store holds, what leaves fits the schema the document is made of.
import {
  eventTypes,
  memberRoles,
  planNames,
  plans,
  webhookEventTypes,
  webhookTest,
} from '@pausepoint/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditListSchema, presentAuditList } from './audit.ts';
import {
  consistencySchema,
  inclusionSchema,
  presentConsistency,
  presentInclusion,
} from './audit-proof.ts';
import { meSchema, presentMe, presentRegistered, registeredSchema } from './auth.ts';
import { deliveryListSchema, presentDeliveryList } from './deliveries.ts';
import { keyListSchema, newKeySchema, presentKeyList, presentNewKey } from './keys.ts';
import { pauseListSchema, pauseSchema } from './pause.ts';
import { presentPause, presentPauseList } from './present-pause.ts';
import { presentReceipt, receiptClaimsSchema } from './receipt.ts';
import {
  answeredSchema,
  heldSchema,
  presentHeld,
  presentQuestion,
  presentResponse,
  questionSchema,
} from './respond.ts';
import { presentMessageList, sandboxListSchema } from './sandbox.ts';
import { webhookBody, webhookTestBody } from './webhook-body.ts';
import { webhookEventSchema, webhookTestSchema } from './webhook-event.ts';
import {
  newWebhookSchema,
  presentNewWebhook,
  presentWebhookList,
  webhookListSchema,
} from './webhooks.ts';
import {
  always,
  channel,
  expectToFit,
  instant,
  json,
  mode,
  orNull,
  pause,
  text,
} from './records.fixture.ts';

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
      if (record.held) expectToFit(heldSchema, presentHeld(record.held));
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
      role: fc.constantFrom('admin', 'agent', ...memberRoles),
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
      expectToFit(keyListSchema, presentKeyList([record], null));
      expectToFit(newKeySchema, presentNewKey(record, 'secret'));
    });
  });

  test('webhook endpoints', () => {
    const webhook = fc.record({
      id: fc.uuid(),
      url: text,
      events: fc.subarray(webhookEventTypes),
      enabled: fc.boolean(),
      failingSince: orNull(instant),
      disabledAt: orNull(instant),
      disabledReason: orNull(fc.constantFrom('gone', 'failing', 'by_developer' as const)),
      createdAt: instant,
    });
    always(fc.tuple(webhook, orNull(text)), ([record, secret]) => {
      expectToFit(webhookListSchema, presentWebhookList([record], null));
      expectToFit(newWebhookSchema, presentNewWebhook(record, secret));
    });
  });

  test('deliveries and their tries', () => {
    const attempt = fc.record({
      at: instant,
      statusCode: orNull(fc.nat(599)),
      durationMs: fc.nat(),
      response: orNull(text),
      error: orNull(text),
    });
    const delivery = fc.record({
      id: fc.uuid(),
      endpointId: orNull(fc.uuid()),
      pauseId: orNull(fc.uuid()),
      eventId: fc.uuid(),
      eventType: fc.constantFrom(...webhookEventTypes, webhookTest),
      status: fc.constantFrom('pending', 'delivered', 'dead' as const),
      createdAt: instant,
      nextAttemptAt: orNull(instant),
      lastError: orNull(text),
      attempts: fc.array(attempt, { maxLength: 3 }),
    });
    always(delivery, (record) =>
      expectToFit(deliveryListSchema, presentDeliveryList([record], null)),
    );
  });

  test('the test of an endpoint, in the envelope of every event', () => {
    const of = fc.record({ developerId: fc.uuid(), mode, webhookId: fc.uuid() });
    const happened = fc.record({ id: fc.uuid(), at: instant });
    always(fc.tuple(of, happened), ([webhook, event]) => {
      const body: unknown = JSON.parse(webhookTestBody(webhook, event));
      expectToFit(webhookTestSchema, body);
      expect(Object.keys(body as object)).toEqual(Object.keys(webhookTestSchema.shape));
    });
  });

  test('audit events, what proves them, receipts and sandbox messages', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const event = fc.record({
      id: fc.uuid(),
      type: fc.constantFrom(...eventTypes),
      actor: fc.constantFrom('developer', 'human', 'system' as const),
      pauseId: orNull(fc.uuid()),
      detail: json,
      createdAt: instant,
      sequence: orNull(fc.nat()),
      leafHash: orNull(hash),
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
    const sealed = fc.tuple(event, fc.nat(), hash).map(([record, sequence, leafHash]) => ({
      ...record,
      sequence,
      leafHash,
    }));
    const head = fc.record({ size: fc.nat(), checkpoint: text });
    always(fc.tuple(sealed, head, fc.array(hash)), ([record, at, proof]) => {
      expectToFit(inclusionSchema, presentInclusion(record, at, proof));
      expectToFit(consistencySchema, presentConsistency(record.sequence, at, proof));
    });
    const given = { issuer: respondUrl, origin: 'o', checkpoint: 'c', inclusion: [] };
    always(fc.tuple(pause, sealed, orNull(text), instant), ([of, ending, commitment, now]) => {
      const told = { ...given, pause: of, ending, recipientCommitment: commitment, now };
      expectToFit(receiptClaimsSchema, presentReceipt(told));
    });
    always(event, (record) => expectToFit(auditListSchema, presentAuditList([record], null)));
    always(message, (record) => expectToFit(sandboxListSchema, presentMessageList([record], 'c')));
  });
});
