// A registered developer with both keys, and the questions such a one asks.
import { randomUUID } from 'node:crypto';
import type { TestServer } from './test-server.ts';

export interface TestDeveloper {
  readonly developerId: string;
  readonly email: string;
  readonly live: string;
  readonly test: string;
}

export const PASSWORD = 'correct horse battery staple';

/** @param given `setup_token` for the first account of a public server */
export async function testDeveloper(
  server: TestServer,
  given: { readonly setup_token?: string } = {},
): Promise<TestDeveloper> {
  const email = `${randomUUID()}@example.com`;
  const body = { email, name: 'Acme Corp', password: PASSWORD, ...given };
  const answer = await server.ask('POST', '/v1/auth/register', { body });
  if (answer.status !== 201) throw new Error(`not registered: ${answer.text}`);
  const { developer_id, api_key, test_api_key } = answer.json as Record<string, string>;
  return { developerId: developer_id!, email, live: api_key!, test: test_api_key! };
}

export const question = {
  recipient: '+15550100',
  channel: 'sms',
  message: 'Wire $8,400 to Meridian?',
  options: ['Approve', 'Reject'],
};

export async function testPause(
  server: TestServer,
  key: string,
  given: Readonly<Record<string, unknown>> = {},
): Promise<{ id: string; token: string; createdAt: string }> {
  const answer = await server.ask('POST', '/v1/pause', { key, body: { ...question, ...given } });
  if (answer.status !== 201) throw new Error(`not created: ${answer.text}`);
  const { pause_id, respond_url, created_at } = answer.json as Record<string, string>;
  return { id: pause_id!, token: respond_url!.split('/').at(-1)!, createdAt: created_at! };
}
