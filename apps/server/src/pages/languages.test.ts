// In which language a reader meets each page, and that the language changes nothing else.
import { settle } from '@pausepoint/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { ask, open, postForm, postTap, testClock, testDeveloperId } from './testing.ts';
import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { languages } from './words/words-for.ts';

const clock = testClock();
let server: TestServer;
let developerId: string;

beforeAll(async () => {
  server = await testServer({ now: clock.now });
  developerId = await testDeveloperId(server);
});
afterAll(() => server.close());

async function languageOf(path: string, accepts?: string) {
  const headers = accepts === undefined ? {} : { 'accept-language': accepts };
  const { text, headers: answered } = await server.ask('GET', path, { headers });
  const [, lang, dir] = /<html lang="(\w+)" dir="(\w+)">/.exec(text)!;
  expect(answered.get('content-language')).toBe(lang);
  expect(answered.get('vary')).toMatch(/accept-language/i);
  return { lang, dir, text };
}

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.5', 'de'],
  ['en;q=0.3, fr-CA;q=0.8, es;q=0.5', 'fr'],
  ['pt-BR, es;q=0.4', 'es'],
  ['ar-EG', 'ar'],
  ['AR', 'ar'],
  ['zh-CN, ja', 'en'],
  ['de;q=0, es;q=0.1', 'es'],
  [';;;q=,,=de', 'en'],
])('a browser that accepts %s reads %s', async (accepts, lang) => {
  expect((await languageOf('/respond/x', accepts)).lang).toBe(lang);
});

test('the address decides before the browser; a language we lack does not count', async () => {
  expect((await languageOf('/respond/x?lang=fr', 'de')).lang).toBe('fr');
  for (const lacking of ['lang=xx', 'lang=', 'lang=constructor', 'lang=fr&lang=es']) {
    expect((await languageOf(`/respond/x?${lacking}`, 'de')).lang).toBe('de');
  }
});

test('Arabic is set from right to left, with codes and hosts still from left to right', async () => {
  const { link } = await ask(server, developerId);
  const { dir, text } = await languageOf(link, 'ar');
  expect(dir).toBe('rtl');
  expect(text).toMatch(/<b dir="ltr" class="digits">/);
  expect(text).toContain(ar.how.tap);
  expect((await languageOf(link, 'de')).dir).toBe('ltr');
});

test('the switch leads to the same question in each language and keeps the choice', async () => {
  const { link } = await ask(server, developerId, { channel: 'email' });
  const { text } = await languageOf(`${link}?choice=1`, 'de');
  const links = [...text.matchAll(/<a\s+href="(\?lang=[^"]*)"/g)].map(([, href]) =>
    href!.replaceAll('&amp;', '&'),
  );
  expect(links).toEqual(['en', 'es', 'fr', 'ar'].map((lang) => `?lang=${lang}&choice=1`));
  const { text: french } = await languageOf(`${link}${links[2]!}`, 'de');
  expect(french).toMatch(/<html lang="fr"[^]*data-way="hold"[^]*value="1"\s+aria-pressed="true"/);
});

test('every page a link opens speaks every language, in the same shape', async () => {
  const [open, answered, withdrawn] = await Promise.all(
    [1, 2, 3].map(() => ask(server, developerId)),
  );
  const answer = { choice: 'Approve', text: 'Fine.', via: 'page', identifiedBy: 'link' } as const;
  await settle(server.store, [
    {
      kind: 'respond',
      developerId,
      pauseId: answered!.pauseId,
      answer: { ...answer, recipientIndex: 0 },
    },
    { kind: 'cancel', developerId, mode: 'live', pauseId: withdrawn!.pauseId },
  ]);
  const past = { createdAt: new Date(Date.now() - 7_200_000) };
  const late = await ask(server, developerId, past);
  const lapsed = await ask(server, developerId, { ...past, content: { timeoutDefault: null } });
  const view = await ask(server, developerId, { sandboxed: false });
  const paths = [open!, answered!, withdrawn!, late, lapsed].map(({ link }) => link);
  for (const path of [...paths, view.callerLink, '/respond/x']) {
    const shapes = await Promise.all(
      languages.map(async (words) => {
        const { text } = await languageOf(path, words.lang);
        expect(text).toContain(`aria-label="${words.languages}"`);
        expect(text).not.toMatch(/undefined|\[object/);
        const body = text.slice(text.indexOf('<body'));
        for (const word of [en.said, en.note, 'After that', 'Nobody', 'this page', en.undecided]) {
          if (words !== en) expect(body).not.toContain(`>${word}<`);
        }
        return [...body.matchAll(/<(\/?(?:header|main|h1|p|dl|div|button|form|footer|nav))\b/g)]
          .map(([, tag]) => tag)
          .join(' ');
      }),
    );
    expect(new Set(shapes).size).toBe(1);
    expect(shapes[0]).toMatch(/^header \/header main h1 .* \/main footer .*nav \/nav \/footer$/);
  }
});

test('an answer leads to what was recorded in the language of the page it was given on', async () => {
  const asked = await ask(server, developerId);
  const { page, cookie } = await open(server, `${asked.link}?lang=de`);
  clock.read();
  const tap = await postTap(server, `${asked.link}?lang=de`, { page, choice: 0 }, { cookie });
  expect(tap.json).toEqual({ location: `${asked.link}?lang=de` });
  const { text } = await languageOf(tap.json.location as string, 'en');
  expect(text.replace(/<\/?bdi>/g, '')).toContain(String(de.answered('Approve')));
});

test('a code typed with Arabic or Persian digits is the same code', async () => {
  for (const zero of [0x0660, 0x06f0]) {
    const asked = await ask(server, developerId);
    const { codePage, code } = await open(server, `${asked.link}?lang=ar`);
    clock.read();
    const typed = [...code].map((digit) => String.fromCharCode(zero + Number(digit))).join('');
    const form = { page: codePage, code: typed, choice: '1' };
    expect((await postForm(server, `${asked.link}?lang=ar`, form)).status).toBe(303);
    expect((await asked.read()).responseChoice).toBe('Reject');
  }
});

test('faults are told in the page’s language, to the form and to the script', async () => {
  const asked = await ask(server, developerId, { sandboxed: false });
  const { codePage } = await open(server, asked.link);
  const wrong = { page: codePage, choice: '0', code: 'x' };
  expect((await postForm(server, `${asked.link}?lang=de`, wrong)).text).toContain(de.newCode);
  const viewed = await postForm(server, `${asked.callerLink}?lang=de`, wrong);
  expect(viewed.text).toContain(de.refused.viewOnly);
  const unknown = await postTap(server, '/respond/x?lang=de', {});
  expect(unknown.json.say).toBe(`${de.unknown.heading}.`);
});

test('the policy is as strict in every language: our own script by place, our own style by hash', async () => {
  const { link } = await ask(server, developerId);
  const policies = await Promise.all(
    languages.map(async ({ lang }) => {
      const { headers } = await server.ask('GET', `${link}?lang=${lang}`);
      return headers.get('content-security-policy')!;
    }),
  );
  expect(new Set(policies).size).toBe(1);
  expect(policies[0]!.replace(/'sha256-[\w+/=]+'/g, 'HASH')).toBe(
    "default-src 'none'; style-src HASH HASH; script-src 'self'; connect-src 'self'; " +
      "form-action 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  );
});

test('a page shown in place of what was posted leads back to its question in other languages', async () => {
  const { link } = await ask(server, developerId, { require: 'code', undoSeconds: 60 });
  const { codePage } = await open(server, link);
  clock.read();
  const mistyped = await postForm(server, `${link}/code`, { page: codePage, code: '' });
  expect(mistyped.status).toBe(422);
  const [, switched = ''] = /href="(\?lang=de)"/.exec(mistyped.text)!;
  for (const below of ['code', 'undo']) {
    const { status, headers } = await server.ask('GET', `${link}/${below}${switched}`);
    expect([status, headers.get('location')]).toEqual([303, `${link}?lang=de`]);
  }
});
