// What holds for every page of the dashboard, walked from the route table so that none is forgotten.
import { claimWebhooks, recordAttempts } from '@pausepoint/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageRoutes } from '../../page-routes.ts';
import { isPageGuard } from '../../middleware/guard.ts';
import { sealLog } from '../../testing/seal-log.ts';
import { mailedToken } from '../../testing/mailed-token.ts';
import { signIn, type SignedIn } from '../../testing/signed-in.ts';
import { testPause } from '../../testing/test-developer.ts';
import { testServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let owner: SignedIn;
let stranger: SignedIn;
beforeAll(async () => {
  server = await testServer();
  [owner, stranger] = [await signIn(server), await signIn(server)];
});
afterAll(() => server.close());

const guarded = pageRoutes.filter(({ guard }) => isPageGuard(guard));
const unlisted = '0197e0a8-1b3c-7def-8123-456789abcdef';
const evil = `"'><script>alert(1)</script></title></script><img src=x onerror=alert(1)>`;
const markup = /<img src=x|<script>alert|onerror=alert\(1\)>/;

test('no form is taken without the token of the very session, nor from another site', async () => {
  const csrfOf = async (who: SignedIn): Promise<string> =>
    /name="csrf" value="([\w-]+)"/.exec((await who.get('/account')).text)![1]!;
  const [own, foreign] = [await csrfOf(owner), await csrfOf(stranger)];
  const taken: string[] = [];
  for (const { path } of guarded.filter(({ method }) => method === 'POST')) {
    const url = path.replace(/:\w+/g, unlisted);
    for (const [csrf, site] of [
      ['', 'same-origin'],
      [foreign, 'same-origin'],
      [own, 'cross-site'],
      [own, 'same-site'],
    ] as const) {
      const { status } = await server.ask('POST', url, {
        body: `csrf=${csrf}&page=x&choice=0&code=0000`,
        headers: {
          ...{ 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site },
          cookie: owner.cookie(),
        },
      });
      // What is not there is no form's to change.
      if (status !== 403 && !(status === 404 && path.includes(':')))
        taken.push(`${status} ${path}`);
    }
  }
  expect(taken).toEqual([]);
});

test('whatever an address holds, no page breaks', async () => {
  const broken: string[] = [];
  const queries = [
    'mode=test&mode=live&cursor=x&status=x&from=9999-99-99&to=x',
    'cursor=AAAA&created_after=x&metadata=%00%3D%00&pause=x&test=x&download=1&channel=x',
    'cursor[]=1&mode[]=test&event_type=%00&pause_id=%00&actor=%00&lang=%00&page=-1',
  ];
  for (const { path } of guarded.filter(({ method }) => method === 'GET')) {
    if (path === '/pauses/live') continue;
    const ids = path.includes(':') ? ['x', '%00', '%E0%A4%A', unlisted, '9'.repeat(3_000)] : [''];
    for (const id of ids) {
      for (const query of id === '' ? queries : queries.slice(0, 1)) {
        const url = `${path.replace(/:\w+/g, id)}?${query}`;
        const { status } = await owner.get(url);
        if (status >= 500) broken.push(`${status} ${url}`);
      }
    }
  }
  expect(broken).toEqual([]);
});

test('what people and programs wrote is text on every page, and none is kept by a browser', async () => {
  const key = owner.test;
  const name = evil.slice(0, 100);
  const [choice, other] = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>'];
  const made = async (path: string, body: object) => {
    const { status, json } = await server.ask('POST', path, { key, body });
    expect([status, json]).toEqual([201, expect.anything()]);
    return json;
  };
  await owner.post('/team/name', { name });
  await owner.post('/account/name', { name });
  await made('/v1/approvers', { name, email: 'grace@example.com' });
  const url = `https://example.com/x?b="'><script>alert(1)</script>`;
  await owner.post('/webhooks?mode=test', { url, events: ['pause.responded'] });
  await made('/v1/keys', { name: evil.slice(0, 60), policy: { recipients: [owner.email] } });
  await made('/v1/pause', {
    ...{ recipient: owner.email, channel: 'email', message: evil, options: [choice, other] },
    ...{ context: { [name]: evil }, metadata: { [evil.slice(0, 40)]: evil } },
    agent: { name: evil.slice(0, 60), run_id: evil.slice(0, 60) },
  });
  await made('/api/pause', { action: evil, context: { [name]: evil } });
  const asked = { options: [choice, other], allow_text_response: true };
  const { token } = await testPause(server, key, asked);
  await server.ask('POST', `/v1/respond/${token}`, { body: { choice, text: evil } });
  const claims = await claimWebhooks(server.store, { limit: 100, leaseSeconds: 60 });
  const result = {
    ...{ at: new Date(), durationMs: 84, statusCode: 500, ref: null },
    ...{ response: evil, error: evil, step: { status: 'dead', nextInMilliseconds: null } as const },
  };
  expect(claims).toHaveLength(1);
  await recordAttempts(server.store, [{ claim: claims[0]!, result }]);
  await sealLog(server.store, owner.developerId);

  const typed = encodeURIComponent(evil);
  const found = new Set([
    ...['/pauses', '/waiting', '/webhooks', '/keys', '/approvers', '/usage', '/team', '/account'],
    ...['/inbox', '/webhooks/deliveries', `/pauses?metadata=${typed}&run_id=${typed}`],
    `/audit?actor=${typed}&from=${typed}&pause_id=${typed}`,
  ]);
  const wrong: string[] = [];
  for (const path of found) {
    const { text, headers } = await owner.get(path);
    if (markup.test(text)) wrong.push(`markup on ${path}`);
    if (headers.get('cache-control') !== 'no-store') wrong.push(`kept: ${path}`);
    // Every page that leads to another is followed, one of each kind.
    for (const [, href] of text.matchAll(/href="(\/(?!assets|docs)[^"#?]+)/g)) {
      const kind = href!.replace(/_[\da-f-]{36}/, '_');
      if (![...found].some((one) => one.replace(/_[\da-f-]{36}/, '_') === kind)) found.add(href!);
    }
  }
  expect(wrong).toEqual([]);
  expect(found.size).toBeGreaterThan(20);
});

test('a link by mail confirms the address of whoever is signed in, and only theirs', async () => {
  expect((await owner.get('/account')).text).toContain('Send me a link');
  expect((await owner.get('/waiting')).text).toContain('is not confirmed yet');
  expect((await owner.post('/account/confirm')).headers.get('location')).toBe('/account');
  const path = `/account/confirm/${(await mailedToken(server, owner.email))!}`;
  const visitor = await server.ask('GET', path);
  expect(visitor.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  expect((await stranger.post(path)).status).toBe(410);
  expect((await owner.get(path)).status).toBe(200);
  expect((await owner.get('/account')).text).toContain('Send me a link');
  expect((await owner.post(path)).status).toBe(303);
  expect((await owner.get('/account')).text).not.toContain('Send me a link');
  expect((await owner.get('/waiting')).text).not.toContain('is not confirmed yet');
  expect((await stranger.get('/account')).text).toContain('Send me a link');
});
