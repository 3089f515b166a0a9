// A registered developer with both keys, and the questions such a one asks.
import { randomUUID } from 'node:crypto';
import type { Answer, TestServer } from './test-server.ts';

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
  const { status, json, text } = await server.ask('POST', '/v1/auth/register', { body });
  if (status !== 201) throw new Error(`not registered: ${text}`);
  const { developer_id: developerId, api_key: live, test_api_key: test } = json;
  return { developerId, email, live, test };
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
): Promise<{ id: string; token: string; json: Answer['json'] }> {
  const body = { ...question, ...given };
  const { status, json, text } = await server.ask('POST', '/v1/pause', { key, body });
  if (status !== 201) throw new Error(`not created: ${text}`);
  return { id: json.pause_id, token: json.respond_url.split('/').at(-1), json };
}
