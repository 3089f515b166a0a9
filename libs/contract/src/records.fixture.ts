// Records of every shape the store could hand over, and what it means to fit a schema.
import { modes, pauseStatuses, requirements, risks } from '@pausepoint/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { z } from 'zod';
import { toJson } from './json/raw-json.ts';
import { notificationStatuses } from './pause.ts';
import type { PresentablePause } from './present-pause.ts';

export const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
export const instant = fc.date({
  min: new Date(0),
  max: new Date('9999-12-31'),
  noInvalidDate: true,
});
export const channel = fc.constantFrom(
  'sms',
  'email',
  'slack',
  'telegram',
  'whatsapp',
  'link' as const,
);
export const text = fc.string({ unit: 'grapheme', maxLength: 30 });
export const mode = fc.constantFrom(...modes);
export const json = fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });

const recipient = fc.record({
  index: fc.nat(9),
  name: orNull(text),
  channel,
  masked: text,
  afterSeconds: fc.nat(),
  notification: fc.record({
    status: fc.constantFrom(...notificationStatuses),
    attempts: fc.nat(9),
    lastError: orNull(text),
    at: instant,
  }),
});

export const pause: fc.Arbitrary<PresentablePause> = fc.record({
  id: fc.uuid(),
  developerId: fc.uuid(),
  mode,
  status: fc.constantFrom(...pauseStatuses),
  createdAt: instant,
  expiresAt: instant,
  risk: fc.constantFrom(...risks),
  require: fc.constantFrom(...requirements),
  undoSeconds: fc.nat(60),
  held: orNull(fc.record({ settlesAt: instant })),
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
      identifiedBy: fc.constantFrom('link', 'caller_link', 'slack_user' as const),
      recipientIndex: orNull(fc.nat(9)),
      userId: orNull(text),
    }),
  ),
  recipients: fc.array(recipient, { maxLength: 3 }),
});

/** Through JSON and the schema and still the same: nothing missing, mistyped or unheard of. */
export function expectToFit(schema: z.ZodType, presented: unknown): void {
  // Zod reads no member of this name, and people's own metadata may have one.
  const received: unknown = JSON.parse(toJson(presented), (key, value: unknown) =>
    key === '__proto__' ? undefined : value,
  );
  expect(schema.parse(received)).toEqual(received);
}

export const always = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, (value) => check(value)));
