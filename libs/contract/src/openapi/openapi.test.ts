// The document is valid, complete and true: its examples pass the schemas that validate.
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { webhookEventSchema } from '../webhook-event.ts';
import { examples } from './examples.ts';
import { openapi } from './openapi.ts';
import { operations, problemsOf } from './operations.ts';

const document = openapi({ url: 'http://localhost:3000', version: '0.1.0' });

test('it is a valid OpenAPI 3.1 document, references resolved', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(
    JSON.parse(JSON.stringify(document)) as Record<string, unknown>,
  );
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
  const text = JSON.stringify(document);
  for (const [, section = '', name = ''] of text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
    const components = document.components as Record<string, Record<string, unknown>>;
    expect(components[section], `${section}/${name}`).toHaveProperty([name]);
  }
});

test('every operation has a name of its own', () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const places = operations.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(places).size).toBe(places.length);
});

describe.each(operations)('$method $path', (operation) => {
  const told = (document.paths as Record<string, Record<string, { responses: object }>>)[
    operation.path
  ]![operation.method]!;

  test('accepts the requests it shows', () => {
    for (const { value } of Object.values(operation.body?.examples ?? {})) {
      expect(operation.body!.schema.safeParse(value)).toMatchObject({ success: true });
    }
  });

  test('answers as it shows', () => {
    for (const { schema, example } of Object.values(operation.answers)) {
      if (schema) expect(schema.parse(example)).toEqual(example);
    }
  });

  test('documents every refusal, by status and code', () => {
    const text = JSON.stringify(told.responses);
    for (const code of problemsOf(operation)) expect(text).toContain(`\`${code}\``);
  });
});

test('the webhook it shows is one', () => {
  expect(webhookEventSchema.parse(examples.webhook)).toEqual(examples.webhook);
});

test('vendors’ callbacks are nobody else’s business', () => {
  expect(Object.keys(document.paths!).filter((path) => path.startsWith('/hooks'))).toEqual([]);
});

test('requests are closed and answers are open to later members', () => {
  const schemas = document.components!.schemas as Record<
    string,
    { additionalProperties?: unknown }
  >;
  expect(schemas.CreatePause!.additionalProperties).toBe(false);
  const asked = schemas.CreatePause as unknown as {
    properties: Record<string, { items: object }>;
  };
  expect(asked.properties.recipients!.items).toMatchObject({ additionalProperties: false });
  expect(schemas.Pause).not.toHaveProperty('additionalProperties');
  expect(schemas.WebhookEvent).not.toHaveProperty('additionalProperties');
});
