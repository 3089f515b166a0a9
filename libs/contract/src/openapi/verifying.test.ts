// What the documentation tells receivers to compute is what we sign.
import { signWebhook } from '@pausepoint/core';
import { expect, test } from 'vitest';
import { openapi } from './openapi.ts';
import { vector, verifying } from './verifying.ts';

test('the vector to try a receiver with is what we would send', () => {
  const { secret, id, at, body, signature } = vector;
  const headers = signWebhook({ id, at, body, secrets: [secret] });
  expect(headers['webhook-signature']).toBe(signature);
  for (const part of [secret, id, headers['webhook-timestamp']!, body, signature]) {
    expect(verifying).toContain(`\`${part}\``);
  }
});

test('it stands with each webhook in the OpenAPI document', () => {
  const { webhooks } = openapi({ url: 'https://pausepoint.example', version: '1.0.0' }) as {
    webhooks: Record<string, { post: { description: string } }>;
  };
  const described = Object.values(webhooks).map(({ post }) => post.description);
  expect(described.length).toBeGreaterThan(0);
  for (const description of described) expect(description).toContain(verifying);
});
