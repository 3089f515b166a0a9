// What opening a link shows, and that opening decides nothing.
import { listAudit, settle } from '@pausepoint/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { ask, open, testDeveloperId } from './testing.ts';
import { languages } from './words/words-for.ts';

let server: TestServer;
let developerId: string;

beforeAll(async () => {
  server = await testServer();
  developerId = await testDeveloperId(server);
});
afterAll(() => server.close());

const words = (markup: string): string =>
  markup
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

const viewsOf = async (pauseId: string) =>
  listAudit(server.store, {
    ...{ developerId, mode: 'live', pauseId },
    ...{ eventType: 'pause.viewed', limit: 10 },
  });

test('a pending question shows who asks, what, the facts, the options in order, the deadline', async () => {
  const { link } = await ask(server, developerId);
  const { status, markup } = await open(server, link);
  expect(status).toBe(200);
  expect(words(markup)).toMatch(
    /Ada asks you · agent finance-agent · run run_1 Wire \$8,400 to Meridian\? Amount 8400 .*One tap decides\. Approve Reject .*59 min left\. After that: Reject .*Nobody will ever ask for a password here\./,
  );
});

test('short code, full token and the caller’s link of a sandboxed pause show the same question', async () => {
  const { link, shortLink, callerLink } = await ask(server, developerId);
  for (const way of [link, shortLink, link.replace('/respond/', '/r/'), callerLink]) {
    expect(words((await open(server, way)).markup)).toContain('Wire $8,400 to Meridian?');
  }
});

test('fetching the link never settles a pause, and is written down once', async () => {
  const asked = await ask(server, developerId, { channel: 'email' });
  for (const method of ['GET', 'HEAD']) {
    for (const query of ['', '?choice=0', '?choice=1&confirm=yes', '?code=0000']) {
      expect((await open(server, asked.link + query, { method })).status).toBe(200);
    }
  }
  expect((await asked.read()).status).toBe('pending');
  expect(await viewsOf(asked.pauseId)).toHaveLength(1);
});

test('HEAD sets no cookie; GET sets a strict one, once', async () => {
  const { link } = await ask(server, developerId);
  expect((await open(server, link, { method: 'HEAD' })).headers.get('set-cookie')).toBeNull();
  const { cookie, headers } = await open(server, link);
  expect(headers.get('set-cookie')).toMatch(
    /^pausepoint-page=[\w-]{22}; .*HttpOnly; SameSite=Strict/,
  );
  expect((await open(server, link, { cookie })).headers.get('set-cookie')).toBeNull();
});

test('a tap decides only where a thumb opened the link; elsewhere a choice is confirmed', async () => {
  const way = async (link: string) =>
    /data-way="(\w+)"/.exec((await open(server, link)).markup)?.[1];
  const sms = await ask(server, developerId);
  expect(await way(sms.link)).toBe('tap');
  expect(await way(`${sms.link}?choice=0`)).toBe('tap');
  for (const channel of ['email', 'slack'] as const) {
    const { link } = await ask(server, developerId, { channel });
    expect(await way(link)).toBe('confirm');
    expect(await way(`${link}?choice=1`)).toBe('hold');
    expect(await way(`${link}?choice=2`)).toBe('confirm');
  }
});

test('the caller’s link of a message that really left shows the question and no way to answer', async () => {
  const { callerLink } = await ask(server, developerId, { sandboxed: false });
  const { status, markup, headers } = await open(server, callerLink);
  expect(status).toBe(200);
  expect(words(markup)).toContain('The answer comes from •••••1928 .');
  expect(markup).not.toMatch(/<button|<form|data-page/);
  expect(headers.get('set-cookie')).toBeNull();
});

test('a settled question says kindly what was decided, and when', async () => {
  const answered = await ask(server, developerId);
  const answer = {
    choice: 'Approve',
    text: 'Checked.',
    via: 'page',
    identifiedBy: 'link',
    recipientIndex: 0,
  } as const;
  const withdrawn = await ask(server, developerId);
  await settle(server.store, [
    { kind: 'respond', developerId, pauseId: answered.pauseId, answer },
    { kind: 'cancel', developerId, mode: 'live', pauseId: withdrawn.pauseId },
  ]);
  const past = { createdAt: new Date(Date.now() - 7_200_000) };
  const late = await ask(server, developerId, past);
  const lapsed = await ask(server, developerId, { ...past, content: { timeoutDefault: null } });
  const shown = async (link: string) => {
    const { status, markup } = await open(server, link);
    expect(markup).not.toMatch(/<button|<form/);
    return `${status}${words(markup)}`;
  };
  expect(await shown(answered.link)).toMatch(
    /^410 Answered: Approve .*Recorded.* just now .* UTC .*Note Checked\./,
  );
  expect(await shown(withdrawn.link)).toMatch(/^410 This question was withdrawn /);
  expect(await shown(late.link)).toMatch(/^410 Time is over: Reject .*applies: Reject/);
  expect(await shown(lapsed.link)).toMatch(/^410 The time to answer is over .*Nothing was decided/);
});

test('an unknown or altered link gets one and the same kind page', async () => {
  const { link, shortLink } = await ask(server, developerId);
  const pages = await Promise.all(
    ['/respond/x', `${link.slice(0, -3)}AAA`, `${shortLink}A`, '/r/AAAAAAAAAAAAAAAAAAAAAA'].map(
      (bad) => open(server, bad),
    ),
  );
  for (const { status, markup } of pages) {
    expect(status).toBe(404);
    expect(markup).toBe(pages[0]!.markup);
  }
  expect(words(pages[0]!.markup)).toContain('This link does not work');
});

test('the page runs nothing inline, loads nothing foreign, and is neither framed, kept nor indexed', async () => {
  const { link } = await ask(server, developerId);
  const { markup, headers } = await open(server, link);
  const policy = headers.get('content-security-policy')!;
  expect(policy).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-robots-tag')).toBe('noindex');
  expect(markup).not.toMatch(/\son\w+=|javascript:|\sstyle=/i);
  expect([...markup.matchAll(/(?:src|href)="([^"#][^"]*)"/g)].map(([, url]) => url)).toEqual([
    expect.stringMatching(/^data:image\/svg/),
    expect.stringMatching(/^\/assets\/respond\.[0-9a-f]{12}\.js$/),
    `${link}/report`,
    ...['de', 'es', 'fr', 'ar'].map((lang) => `?lang=${lang}`),
  ]);
});

test.each(languages)(
  'in $name page and script stay below 15 KB over the wire',
  async ({ lang }) => {
    for (const require of ['link', 'code', 'passkey'] as const) {
      const asked = await ask(server, developerId, { require });
      const link = `${asked.link}?lang=${lang}`;
      const { markup, headers } = await open(server, link);
      expect(headers.get('content-encoding')).toBe('gzip');
      const script = /src="(\/assets\/[^"]+)"/.exec(markup)![1]!;
      const sizes = await Promise.all([link, script].map((path) => wireSize(server.url + path)));
      expect(sizes[0]! + sizes[1]!).toBeLessThan(15_000);
    }
  },
);

async function wireSize(url: string): Promise<number> {
  const { headers } = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
  const head = [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
  return head + Number(headers.get('content-length'));
}

test('the script is cached for ever under the name of its content', async () => {
  const { link } = await ask(server, developerId);
  const path = /src="(\/assets\/[^"]+)"/.exec((await open(server, link)).markup)![1]!;
  const { status, headers } = await server.ask('GET', path);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect((await server.ask('GET', '/assets/respond.000000000000.js')).status).toBe(404);
});
