// Machines that open links decide nothing, and afterwards the link still works for its person.
import type { ChannelName, Risk } from '@pausepoint/core';
import { listAudit } from '@pausepoint/store';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { clickEveryControl, prefetch, preview, scan } from './testing/scanner.ts';
import { answerByCode, answerByHand, browserMissing, holdToConfirm } from './testing-browser.ts';
import { type Asked, testClock } from './testing.ts';
import { useBrowser } from './use-browser.ts';

const clock = testClock();
/** What every link of a question asks of its person; the page depends on nothing else. */
const questions = [
  { channel: 'sms', risk: 'normal', way: 'tap', preselected: 'tap' },
  { channel: 'telegram', risk: 'normal', way: 'tap', preselected: 'tap' },
  { channel: 'link', risk: 'normal', way: 'tap', preselected: 'tap' },
  { channel: 'email', risk: 'normal', way: 'confirm', preselected: 'hold' },
  { channel: 'slack', risk: 'normal', way: 'confirm', preselected: 'hold' },
  { channel: 'sms', risk: 'high', way: 'hold', preselected: 'hold' },
  { channel: 'telegram', risk: 'high', way: 'hold', preselected: 'hold' },
  { channel: 'link', risk: 'high', way: 'hold', preselected: 'hold' },
  { channel: 'email', risk: 'high', way: 'hold', preselected: 'hold' },
  { channel: 'slack', risk: 'high', way: 'hold', preselected: 'hold' },
] as const;

/** Each kind of page once, and once for those who ask themselves. */
const scanned = [
  { channel: 'sms', risk: 'normal', hand: 'taps once' },
  { channel: 'link', risk: 'normal', hand: 'taps once' },
  { channel: 'email', risk: 'normal', hand: 'taps twice' },
  { channel: 'slack', risk: 'normal', hand: 'holds what the message preselected' },
  { channel: 'sms', risk: 'high', hand: 'holds' },
  { channel: 'telegram', risk: 'high', hand: 'types the code, without script' },
] as const;

describe.skipIf(browserMissing).concurrent('in a browser', { timeout: 180_000 }, () => {
  const scene = useBrowser({ now: clock.now });

  interface Given {
    readonly channel: ChannelName;
    readonly risk?: Risk;
  }

  async function asked({ channel, risk = 'normal' }: Given) {
    const question = await scene.ask({ channel, risk });
    const link = channel === 'link' ? question.callerLink : question.link;
    return { question, url: scene.server.url + link };
  }

  const events = async ({ pauseId }: Asked): Promise<readonly string[]> => {
    const log = await listAudit(scene.server.store, {
      developerId: scene.developerId,
      mode: 'live',
      pauseId,
      limit: 100,
    });
    return log.map(({ type }) => type).toSorted();
  };

  const wayOf = async (url: string): Promise<string | undefined> =>
    /data-way="(.*?)"/.exec(await (await fetch(url)).text())?.[1];

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

  test('each link asks for its gesture; previews and prefetches decide nothing and are written down once', async () => {
    for (const { channel, risk, way, preselected } of questions) {
      const { question, url } = await asked({ channel, risk });
      expect(await wayOf(url)).toBe(way);
      expect(await wayOf(`${url}?choice=0`)).toBe(preselected);
      await preview([url, `${url}?choice=0`, scene.server.url + question.shortLink]);
      if (channel === 'email') await prefetch(scene.browser, url);
      expect((await question.read()).status).toBe('pending');
      const views = channel === 'link' ? ['pause.viewed', 'pause.viewed'] : ['pause.viewed'];
      expect(await events(question)).toEqual(['pause.created', ...views]);
    }
  });

  test.for(scanned)(
    'a scanner on $channel at $risk risk decides nothing; then its person $hand',
    async ({ channel, risk, hand }) => {
      const { question, url } = await asked({ channel, risk });
      const seen = await scan(scene.browser, [url, `${url}?choice=0`], clock.read);
      // The caller has got no message to report.
      expect(seen.has(`${url}/report`)).toBe(channel !== 'link');
      await expectOnlySeen(question);
      const page = await scene.browser.newPage({ javaScriptEnabled: !hand.startsWith('types') });
      if (hand === 'holds what the message preselected') {
        await page.goto(`${url}?choice=1`);
        await holdToConfirm(page);
      } else if (hand === 'types the code, without script') {
        await page.goto(url);
        await answerByCode(page, 1);
      } else {
        await page.goto(url);
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
      const page = await scene.browser.newPage();
      expect(await clickEveryControl(page, url + query)).toBeGreaterThanOrEqual(7);
      await expectOnlySeen(question);
      await page.goto(url);
      await answerByHand(page, 0);
      await isAnswered(page, question, 'Approve');
      await page.close();
    },
  );
});
