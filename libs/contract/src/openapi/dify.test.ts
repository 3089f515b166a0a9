// Dify's importer reads a part of OpenAPI: these are its limits, read from its parser and its sender.
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { createPauseSchema } from '../create-pause-schema.ts';
import { difyDocument } from './dify.ts';

const document = difyDocument({ url: 'https://pausepoint.example', version: '0.1.0' });
const create = document.paths['/v1/pause'].post;
const { get, delete: cancel } = document.paths['/v1/pause/{id}'];
const body = create.requestBody.content['application/json'].schema;

test('it is a valid OpenAPI 3.0 document with one absolute server', async () => {
  const validator = new Validator();
  const { valid } = await validator.validate(
    JSON.parse(JSON.stringify(document)) as Record<string, unknown>,
  );
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.0');
  expect(document.servers.map(({ url }) => new URL(url).protocol)).toEqual(['https:']);
});

test('nothing is referred to, nothing is a union, no type is a list', () => {
  expect(JSON.stringify(document)).not.toMatch(/"(\$ref|anyOf|oneOf|allOf|nullable)":|"type":\[/);
});

test('every property has a type that Dify knows, a description, and no default it would send', () => {
  for (const [name, property] of Object.entries(body.properties)) {
    expect(['string', 'integer', 'boolean', 'array', 'object'], name).toContain(property.type);
    expect(property.description, name).not.toBe('');
    expect(property, name).not.toHaveProperty('default');
  }
  for (const name of body.required) expect(body.properties).toHaveProperty(name);
});

test('every tool is named as a model may call it, and says what it does', () => {
  for (const { operationId, description } of [create, get, cancel]) {
    expect(operationId).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(description.length).toBeLessThanOrEqual(1_024);
  }
});

test('parameters are named in place, never in a header, and once with the body', () => {
  for (const { parameters } of [get, cancel]) {
    for (const parameter of parameters) {
      expect(['path', 'query']).toContain(parameter.in);
      expect(body.properties).not.toHaveProperty(parameter.name);
    }
  }
});

test('what a model fills in is what the API takes', () => {
  const filled = {
    ...{ recipient: '+15550100', channel: 'sms', message: 'Wire $8,400?' },
    ...{ options: ['Approve', 'Reject'], timeout_hours: 4, timeout_default: 'Reject' },
    ...{ allow_text_response: true, context: { Payee: 'Meridian Supplies' }, risk: 'normal' },
  };
  expect(Object.keys(filled).sort()).toEqual(Object.keys(body.properties).sort());
  expect(createPauseSchema.safeParse(filled)).toMatchObject({ success: true });
});
