// The inbox, the documentation and the front door.
import { operations } from '@pausepoint/contract';
import { channels } from '@pausepoint/channels';
import { newId, type ChannelName } from '@pausepoint/core';
import { keepMessages } from '@pausepoint/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../testing/signed-in.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { testDeveloperId } from './testing.ts';

const TOKEN = 'a-token-for-the-lan';
let server: TestServer;
let shared: TestServer;
let developerId: string;

beforeAll(async () => {
  server = await testServer();
  shared = await testServer({ beside: server, local: false, inboxToken: TOKEN });
  developerId = await testDeveloperId(server);
});
afterAll(async () => {
  await shared.close();
  await server.close();
});

const send = (channel: ChannelName, question: string) => {
  const publicUrl = `http://localhost:${server.port}`;
  const message = channels[channel].render({
    ...{ developerName: 'Acme', agent: null, question, context: null },
    ...{ options: ['Approve', 'Reject'], timeoutDefault: null, expiresAt: new Date() },
    ...{ link: `${publicUrl}/respond/TOKEN`, shortLink: `${publicUrl}/r/CODE` },
    ...{ kind: 'question', code: 'CODE', pressable: false, digits: null },
  });
  return keepMessages(server.store, [
    {
      ...{ developerId, mode: 'test', pauseId: newId(new Date()), channel, now: new Date() },
      recipient: channel === 'slack' ? 'https://hooks.slack.com/services/T/B/secret' : '+15550100',
      ...message,
    },
  ]);
};

test('the inbox shows the newest first, its own links as links, everything else as text', async () => {
  await send('sms', 'First? https://evil.example/r/CODE <b>');
  await send('email', 'Second?');
  await send('slack', 'Third? <!channel>');
  const { status, text } = await server.ask('GET', '/inbox');
  expect(status).toBe(200);
  expect(text.indexOf('Third?')).toBeLessThan(text.indexOf('Second?'));
  expect(text.indexOf('Second?')).toBeLessThan(text.indexOf('First?'));
  const links = [...text.matchAll(/<a\s+href="([^"]*)"/g)].map(([, url]) => url);
  expect(links).toEqual([
    '/respond/TOKEN',
    '/respond/TOKEN',
    '/respond/TOKEN?choice=0',
    '/respond/TOKEN?choice=1',
    '/r/CODE',
  ]);
  expect(text).toContain('https://evil.example/r/CODE &lt;b&gt;');
  expect(text).toContain('+15550100');
  expect(text).not.toContain('secret');
});

test('the inbox calls every channel by its name', async () => {
  await send('telegram', 'In a chat?');
  await send('whatsapp', 'In another?');
  const { text } = await server.ask('GET', '/inbox');
  const titles = [...text.matchAll(/<p class="meta">\s*<b>([^<]*)<\/b>/g)].map(([, name]) => name);
  expect(titles.slice(0, 2)).toEqual(['WhatsApp', 'Telegram']);
  expect(text).toContain('In a chat?');
});

test('the inbox is there for this machine and for the token’s holder, and for nobody else', async () => {
  const foreignName = { headers: { 'x-forwarded-for': '203.0.113.9' } };
  expect((await server.ask('GET', '/inbox', foreignName)).status).not.toBe(200);
  expect((await shared.ask('GET', '/inbox')).status).not.toBe(200);
  expect((await shared.ask('GET', '/inbox?token=wrong')).status).not.toBe(200);
  expect((await shared.ask('GET', `/inbox?token=${TOKEN}`)).status).toBe(200);
});

test('the documentation has every operation, with an address of its own and no foreign byte', async () => {
  const { status, text, headers } = await server.ask('GET', '/docs');
  expect(status).toBe(200);
  for (const { id, path, summary } of operations) {
    expect(text).toContain(`id="${id}"`);
    expect(text).toContain(path);
    expect(text.replaceAll('&#39;', "'")).toContain(summary);
  }
  const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const anchors = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(anchors.filter((id) => !ids.includes(id))).toEqual([]);
  expect(text).not.toMatch(/undefined|\[object/);
  expect(text).not.toMatch(/(?:src|srcset)="/);
  expect(headers.get('content-security-policy')).toContain("script-src 'none'");
});

test('reviewers find what the record supports, and no claim that it satisfies any law', async () => {
  const { status, text } = await server.ask('GET', '/docs/audit');
  expect(status).toBe(200);
  for (const article of ['12', '14', '19', '26(6)']) expect(text).toContain(`Article ${article}`);
  for (const date of ['2 December 2027', '2 August 2028']) expect(text).toContain(date);
  expect(text).toContain('supports');
  expect(text).not.toMatch(/satisf|complian|complies|fulfil|conform|undefined|\[object/i);
  const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  const anchors = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(anchors.filter((id) => !ids.includes(id))).toEqual([]);
  expect((await server.ask('GET', '/docs')).text).toContain('href="/docs/audit"');
});

test('the front door says what this is and where to go on', async () => {
  const { text } = await server.ask('GET', '/');
  expect(text).toContain('href="/docs"');
  expect(text).toContain('href="/inbox"');
  expect(text).toContain(`http://localhost:${server.port}/v1/pause`);
  expect((await shared.ask('GET', '/')).text).not.toContain('href="/inbox"');
});

test('elsewhere whoever is signed in finds their own test messages there, and nobody else’s', async () => {
  const [one, other] = [await signIn(server), await signIn(server)];
  await keepMessages(server.store, [
    {
      ...{ developerId: one.developerId.slice('dev_'.length), mode: 'test', channel: 'sms' },
      ...{ pauseId: newId(new Date()), now: new Date(), recipient: '+15550100' },
      ...{ subject: null, text: 'Only for the first.', html: null },
    },
  ]);
  const asked = async ({ cookie }: SignedIn) => {
    const { text } = await shared.ask('GET', '/inbox', { headers: { cookie: cookie() } });
    return text;
  };
  expect(await asked(one)).toContain('Only for the first.');
  expect(await asked(other)).not.toContain('Only for the first.');
  const approver = await signIn(server, { role: 'approver' });
  const { status } = await shared.ask('GET', '/inbox', { headers: { cookie: approver.cookie() } });
  expect(status).toBe(404);
});
