// Machines that open links decide nothing, and afterwards the link still works for its person.
import type { ChannelName, Risk } from '@pausepoint/core';
import { listAudit } from '@pausepoint/store';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { clickEveryControl, prefetch, preview, scan } from './testing/scanner.ts';
import {
  answerByCode,
  answerByHand,
  browserMissing,
  holdToConfirm,
  launchBrowser,
} from './testing-browser.ts';
import { ask, type Asked, testClock, testDeveloperId } from './testing.ts';

const clock = testClock();
const questions = [
  { channel: 'sms', risk: 'normal', hand: 'taps once' },
  { channel: 'telegram', risk: 'normal', hand: 'taps once' },
  { channel: 'link', risk: 'normal', hand: 'taps once' },
  { channel: 'email', risk: 'normal', hand: 'taps twice' },
  { channel: 'slack', risk: 'normal', hand: 'holds what the message preselected' },
  { channel: 'sms', risk: 'high', hand: 'holds' },
  { channel: 'telegram', risk: 'high', hand: 'types the code, without script' },
  { channel: 'link', risk: 'high', hand: 'holds' },
  { channel: 'email', risk: 'high', hand: 'holds' },
  { channel: 'slack', risk: 'high', hand: 'types the code, without script' },
] as const;

const ways = { 'taps once': 'tap', 'taps twice': 'confirm', holds: 'hold' } as const;

describe.skipIf(browserMissing).concurrent('in a browser', { timeout: 180_000 }, () => {
  let server: TestServer;
  let browser: Browser;
  let developerId: string;

  beforeAll(async () => {
    server = await testServer({ now: clock.now });
    developerId = await testDeveloperId(server);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  interface Given {
    readonly channel: ChannelName;
    readonly risk?: Risk;
  }

  async function asked({ channel, risk = 'normal' }: Given) {
    const question = await ask(server, developerId, { channel, risk });
    const link = channel === 'link' ? question.callerLink : question.link;
    return { question, url: server.url + link };
  }

  const events = async ({ pauseId }: Asked): Promise<readonly string[]> => {
    const log = await listAudit(server.store, { developerId, mode: 'live', pauseId, limit: 100 });
    return log.map(({ type }) => type).toSorted();
  };

  /** Opened, perhaps more than once, and nothing else happened to it. */
  async function expectOnlySeen(question: Asked): Promise<void> {
    expect((await question.read()).status).toBe('pending');
    expect(new Set(await events(question))).toEqual(new Set(['pause.created', 'pause.viewed']));
  }

  /** Recorded, and the page says so. */
  async function isAnswered(page: Page, { read }: Asked, choice: string): Promise<void> {
    await page.locator('#code').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: choice }).waitFor();
    expect((await read()).responseChoice).toBe(choice);
  }

  test('previews and prefetches decide nothing and are written down once a link', async () => {
    for (const { channel, risk } of questions) {
      const { question, url } = await asked({ channel, risk });
      await preview([url, `${url}?choice=0`, server.url + question.shortLink]);
      if (channel === 'email') await prefetch(browser, url);
      expect((await question.read()).status).toBe('pending');
      const views = channel === 'link' ? ['pause.viewed', 'pause.viewed'] : ['pause.viewed'];
      expect(await events(question)).toEqual(['pause.created', ...views]);
    }
  });

  test.for(questions)(
    'a scanner on $channel at $risk risk decides nothing; then its person $hand',
    async ({ channel, risk, hand }) => {
      const { question, url } = await asked({ channel, risk });
      await scan(browser, [url, `${url}?choice=0`, `${url}?choice=1`], clock.read);
      await expectOnlySeen(question);
      const page = await browser.newPage({ javaScriptEnabled: !hand.startsWith('types') });
      if (hand === 'holds what the message preselected') {
        await page.goto(`${url}?choice=1`);
        await holdToConfirm(page);
      } else if (hand === 'types the code, without script') {
        await page.goto(url);
        await answerByCode(page, 1);
      } else {
        await page.goto(url);
        expect(await page.locator('#taps').getAttribute('data-way')).toBe(ways[hand]);
        await answerByHand(page, 1);
      }
      await isAnswered(page, question, 'Reject');
      await page.close();
    },
  );

  test.for([
    { what: 'a mail’s link', channel: 'email', risk: 'normal', query: '' },
    { what: 'a mail’s button', channel: 'email', risk: 'normal', query: '?choice=0' },
    { what: 'a high risk', channel: 'sms', risk: 'high', query: '' },
  ] as const)(
    'one real click on every control of $what decides nothing',
    async ({ channel, risk, query }) => {
      const { question, url } = await asked({ channel, risk });
      const page = await browser.newPage();
      expect(await clickEveryControl(page, url + query)).toBeGreaterThanOrEqual(7);
      await expectOnlySeen(question);
      await page.goto(url);
      await answerByHand(page, 0);
      await isAnswered(page, question, 'Approve');
      await page.close();
    },
  );
});
