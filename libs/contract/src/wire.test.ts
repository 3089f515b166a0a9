// The types people compile against say the same as the schemas that validate.
import type * as core from '@pausepoint/core';
import { describe, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { createPauseSchema } from './create-pause-schema.ts';
import type { auditListSchema } from './audit.ts';
import type { consistencySchema, inclusionSchema } from './audit-proof.ts';
import type { meSchema } from './auth.ts';
import type { decision, pauseListSchema, pauseSchema } from './pause.ts';
import type { eventPageSchema } from './event-feed.ts';
import type { problemSchema } from './problem.ts';
import type { webhookEventSchema } from './webhook-event.ts';
import type { deliveryListSchema, deliverySchema } from './deliveries.ts';
import type {
  newWebhookSchema,
  registerWebhookSchema,
  updateWebhookSchema,
  webhookListSchema,
} from './webhooks.ts';
import type * as account from './wire-account.ts';
import type * as webhooks from './wire-webhooks.ts';
import type * as wire from './wire.ts';

type Same<T> = T extends readonly (infer Item)[]
  ? readonly Same<Item>[]
  : T extends object
    ? { [Key in keyof T]: Same<T[Key]> }
    : T;

describe('wire types', () => {
  test('answers are exactly what the schemas read', () => {
    expectTypeOf<Same<wire.Problem>>().toEqualTypeOf<Same<z.output<typeof problemSchema>>>();
    expectTypeOf<z.output<typeof pauseSchema>>().toExtend<wire.Pause>();
    expectTypeOf<z.output<typeof pauseListSchema>>().toExtend<wire.PauseList>();
    expectTypeOf<z.output<typeof webhookEventSchema>>().toExtend<wire.WebhookEvent>();
    expectTypeOf<z.output<typeof eventPageSchema>>().toExtend<wire.EventPage>();
    expectTypeOf<Same<z.output<typeof decision>>>().toExtend<wire.Decision>();
    expectTypeOf<keyof wire.Decision>().toEqualTypeOf<keyof z.output<typeof decision>>();
    expectTypeOf<account.Me>().toEqualTypeOf<z.output<typeof meSchema>>();
    expectTypeOf<account.AuditList>().toEqualTypeOf<z.output<typeof auditListSchema>>();
    expectTypeOf<account.InclusionProof>().toEqualTypeOf<z.output<typeof inclusionSchema>>();
    expectTypeOf<account.ConsistencyProof>().toEqualTypeOf<z.output<typeof consistencySchema>>();
    expectTypeOf<webhooks.Delivery>().toEqualTypeOf<z.output<typeof deliverySchema>>();
    expectTypeOf<webhooks.DeliveryList>().toEqualTypeOf<z.output<typeof deliveryListSchema>>();
    expectTypeOf<webhooks.WebhookList>().toEqualTypeOf<z.output<typeof webhookListSchema>>();
    expectTypeOf<Same<webhooks.NewWebhook>>().toEqualTypeOf<
      Same<z.output<typeof newWebhookSchema>>
    >();
    type Asked = z.output<typeof pauseSchema>['recipients'][number];
    expectTypeOf<keyof wire.PauseRecipient>().toEqualTypeOf<keyof Asked>();
    expectTypeOf<keyof wire.Pause>().toEqualTypeOf<keyof z.output<typeof pauseSchema>>();
    expectTypeOf<keyof wire.WebhookEvent['data']>().toEqualTypeOf<
      keyof z.output<typeof webhookEventSchema>['data']
    >();
  });

  test('their words are the rules’ words', () => {
    expectTypeOf<wire.ProblemCode>().toEqualTypeOf<core.ProblemCode>();
    expectTypeOf<wire.PauseStatus>().toEqualTypeOf<core.PauseStatus>();
    expectTypeOf<wire.NotificationStatus>().toEqualTypeOf<core.NotificationStatus>();
    expectTypeOf<wire.WebhookEventType>().toEqualTypeOf<core.WebhookEventType>();
    expectTypeOf<wire.Mode>().toEqualTypeOf<core.Mode>();
    expectTypeOf<wire.Channel>().toEqualTypeOf<core.ChannelName>();
    expectTypeOf<wire.Requirement>().toEqualTypeOf<core.Requirement>();
    expectTypeOf<wire.Risk>().toEqualTypeOf<core.Risk>();
    expectTypeOf<z.output<typeof decision>['via']>().toEqualTypeOf<core.Via>();
    expectTypeOf<z.output<typeof decision>['identified_by']>().toEqualTypeOf<core.IdentifiedBy>();
  });

  test('a create is what the schema accepts', () => {
    expectTypeOf<keyof wire.CreatePause>().toEqualTypeOf<keyof z.input<typeof createPauseSchema>>();
    type Given = Required<z.input<typeof createPauseSchema>>;
    type Later = NonNullable<Given['fallback']>[number];
    expectTypeOf<keyof wire.Recipient>().toEqualTypeOf<
      keyof NonNullable<Given['recipients']>[number]
    >();
    expectTypeOf<wire.Fallback>().toEqualTypeOf<Later>();
    expectTypeOf<Same<webhooks.RegisterWebhook>>().toEqualTypeOf<
      Same<z.input<typeof registerWebhookSchema>>
    >();
    expectTypeOf<Same<webhooks.UpdateWebhook>>().toEqualTypeOf<
      Same<z.input<typeof updateWebhookSchema>>
    >();
    expectTypeOf<Same<wire.CreatePause>>().toExtend<Same<z.input<typeof createPauseSchema>>>();
  });
});
