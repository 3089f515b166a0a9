// A question that wants a code: who may have one sent, what it opens, and how often it is guessed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer, type TestServer } from '../../testing/test-server.ts';
import { sentCode } from '../testing/sent-code.ts';
import {
  ask,
  open,
  postForm,
  postTap,
  testClock,
  testDeveloperId,
  type Asked,
} from '../testing.ts';

const clock = testClock();
let server: TestServer;
let developerId: string;
beforeAll(async () => {
  server = await testServer({ now: clock.now });
  developerId = await testDeveloperId(server);
});
afterAll(() => server.close());

const asked = (given: Parameters<typeof ask>[2] = {}): Promise<Asked> =>
  ask(server, developerId, { require: 'code', ...given });

/** Opened long enough ago to have been read. */
async function read({ link }: Asked) {
  const opened = await open(server, link);
  clock.read();
  return opened;
}

const wrong = (code: string): string => String((Number(code) + 1) % 1e6).padStart(6, '0');

describe('by the page’s script', () => {
  test('the code that was sent to the recipient answers, and the decision says so', async () => {
    const question = await asked({ content: { allowTextResponse: true } });
    const { page, cookie } = await read(question);
    const sent = await postTap(server, `${question.link}/code`, { page }, { cookie });
    expect([sent.status, sent.json]).toEqual([200, { sent: true }]);
    const code = await sentCode(server, question);
    const body = { page, choice: 0, text: 'Checked.', code };
    const answer = await postTap(server, question.link, body, { cookie });
    expect([answer.status, answer.json]).toEqual([200, { location: question.link }]);
    expect(await question.read()).toMatchObject({
      ...{ status: 'responded', responseChoice: 'Approve', responseText: 'Checked.' },
      decision: { via: 'page', identifiedBy: 'code', recipientIndex: 0 },
    });
  });

  test('nothing else answers: no code, a wrong one, the one shown on other pages, another link’s', async () => {
    const question = await asked({ also: ['email'] });
    const { page, cookie } = await read(question);
    const other = await open(server, question.links[1]!, { cookie });
    clock.read();
    const answer = (code: string) =>
      postTap(server, question.link, { page, choice: 0, text: '', code }, { cookie });
    expect((await answer('')).json.say).toBe('Type the 6 digits of the code first.');
    expect((await answer('123456')).json.say).toContain('no longer valid');
    await postTap(server, `${question.links[1]!}/code`, { page: other.page }, { cookie });
    expect((await answer(await sentCode(server, question))).status).toBe(422);
    await postTap(server, `${question.link}/code`, { page }, { cookie });
    const code = await sentCode(server, question);
    expect((await answer(wrong(code))).json.say).toBe('That is not the code. Tries left: 4.');
    expect((await question.read()).status).toBe('pending');
    expect((await answer(code)).status).toBe(200);
  });

  test('after five wrong ones the right one is too late, and a sixth code within the hour is not sent', async () => {
    const question = await asked();
    const { page, cookie } = await read(question);
    const send = () => postTap(server, `${question.link}/code`, { page }, { cookie });
    const answer = (code: string) =>
      postTap(server, question.link, { page, choice: 0, text: '', code }, { cookie });
    await send();
    const code = await sentCode(server, question);
    for (let left = 4; left >= 0; left--) expect((await answer(wrong(code))).status).toBe(422);
    expect((await answer(code)).json.say).toContain('no longer valid');
    for (let sent = 1; sent < 5; sent++) expect((await send()).status).toBe(200);
    const refused = await send();
    expect([refused.status, refused.json.code]).toEqual([429, 'rate_limited']);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await question.read()).status).toBe('pending');
  });

  test('a code is only sent for a page this browser was given a while ago', async () => {
    const question = await asked();
    const { page, cookie } = await open(server, question.link);
    const to = `${question.link}/code`;
    for (const [body, headers] of [
      [{ page }, { cookie }],
      [{}, { cookie }],
      [{ page }, {}],
      [{ page }, { cookie, 'sec-fetch-site': 'cross-site' }],
    ] as const) {
      expect((await postTap(server, to, body, headers)).status).toBe(403);
    }
    await expect(sentCode(server, question)).rejects.toThrow('no code');
  });
});

describe('without script', () => {
  test('the code on the page has another one sent, and that one answers, with the note', async () => {
    const question = await asked({ content: { allowTextResponse: true } });
    const first = await read(question);
    expect(first.code).toMatch(/^\d{4}$/);
    const fields = { page: first.codePage, code: first.code };
    const sent = await postForm(server, `${question.link}/code`, fields);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${question.link}#code`]);
    const second = await read(question);
    expect(second.code).toBe('');
    const code = await sentCode(server, question);
    const answer = { page: second.codePage, choice: '1', text: 'No.' };
    const refused = await postForm(server, question.link, { ...answer, code: wrong(code) });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('That is not the code. Tries left: 4.');
    expect(refused.text).toContain('No.</textarea');
    expect((await postForm(server, question.link, { ...answer, code })).status).toBe(303);
    expect(await question.read()).toMatchObject({
      ...{ responseChoice: 'Reject', responseText: 'No.' },
      decision: { identifiedBy: 'code' },
    });
  });

  test('a form that was sent blindly has nothing sent', async () => {
    const question = await asked();
    const { codePage, code } = await read(question);
    for (const fields of [{ page: codePage, code: wrong(code).slice(2) }, { code }, {}]) {
      const refused = await postForm(server, `${question.link}/code`, fields);
      expect(refused.status).toBe(422);
    }
    await expect(sentCode(server, question)).rejects.toThrow('no code');
  });
});

test('whoever asks can’t prove to be somebody they asked, not even in a sandbox', async () => {
  const question = await asked();
  const { markup } = await open(server, question.callerLink);
  expect(markup).not.toContain('id="taps"');
  expect(markup).toContain('•••••1928');
  for (const to of [question.callerLink, `${question.callerLink}/code`]) {
    expect((await postTap(server, to, { page: 'x', choice: 0 })).json.code).toBe(
      'respond_link_view_only',
    );
  }
});

test('a question that wants no code sends none', async () => {
  const question = await ask(server, developerId, {});
  const { page, cookie } = await read(question);
  const { status, json } = await postTap(server, `${question.link}/code`, { page }, { cookie });
  expect([status, json]).toEqual([200, { location: question.link }]);
  await expect(sentCode(server, question)).rejects.toThrow('no code');
});
