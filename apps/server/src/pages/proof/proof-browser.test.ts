// Codes and passkeys in a real browser: what a person does, and what a machine cannot.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { testServer } from '../../testing/test-server.ts';
import { clickEveryControl, scan } from '../testing/scanner.ts';
import { sentCode } from '../testing/sent-code.ts';
import { browserMissing, holdToConfirm, timeToRead } from '../testing-browser.ts';
import { testClock, type Asked } from '../testing.ts';
import { useBrowser } from '../use-browser.ts';

const clock = testClock();

describe.skipIf(browserMissing).concurrent('in a browser', { timeout: 120_000 }, () => {
  const scene = useBrowser({ now: clock.now });

  interface Setting {
    readonly query?: string;
    readonly javaScriptEnabled?: boolean;
    /** Where the browser reaches the server; by its public name unless told. */
    readonly at?: string;
  }

  /** Passkeys need a name: the server's, not its number. */
  const home = (): string => scene.server.url.replace('127.0.0.1', 'localhost');

  async function visit(asked: Asked, { query = '', at = home(), ...options }: Setting = {}) {
    const context = await scene.browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (line) => {
      if (line.type() === 'error' && !/status of 4\d\d/.test(line.text())) faults.push(line.text());
    });
    await page.goto(at + asked.link + query);
    return { page, faults, close: () => context.close() };
  }

  /** A phone that knows its owner. */
  async function giveAuthenticator(page: Page): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true },
      },
    });
  }

  const option = (page: Page, name: string) =>
    page.locator('#taps').getByRole('button', { name, exact: true });
  const press = async (page: Page, name: string): Promise<void> => {
    const button = page.getByRole('button', { name, exact: true });
    await button.waitFor();
    await timeToRead(page);
    await button.click();
  };
  const outcome = (page: Page, text: string) => page.getByRole('heading', { name: text }).waitFor();
  const status = async (asked: Asked) => (await asked.read()).status;

  test('choose, have a code sent, type it, confirm; the page’s own words lead there', async () => {
    const asked = await scene.ask({ require: 'code' });
    const { page, faults, close } = await visit(asked);
    await page.getByLabel('Note (optional)').fill('Checked.');
    await timeToRead(page);
    await option(page, 'Approve').click();
    await press(page, 'Send me a code');
    await page.getByText('A code is on its way.').waitFor();
    const code = await sentCode(scene.server, asked);
    // Whoever reads the code on the same phone may find the page loaded anew.
    await page.reload();
    expect(await option(page, 'Approve').getAttribute('aria-pressed')).toBe('true');
    await page.getByLabel('Note (optional)').fill('Checked.');
    await page.locator('.sent input').fill('000000');
    await press(page, 'Confirm: Approve');
    await page.getByText('Tries left: 4.').waitFor();
    await page.locator('.sent input').fill(code);
    await page.keyboard.press('Enter');
    await outcome(page, 'Answered: Approve');
    expect(await asked.read()).toMatchObject({
      responseText: 'Checked.',
      decision: { identifiedBy: 'code' },
    });
    expect(faults).toEqual([]);
    await close();
  });

  test('at a high risk the confirmation is held', async () => {
    const asked = await scene.ask({ require: 'code', risk: 'high' });
    const { page, close } = await visit(asked);
    await timeToRead(page);
    await option(page, 'Reject').click();
    await press(page, 'Send me a code');
    await page.getByText('A code is on its way.').waitFor();
    await page.getByLabel('The 6-digit code').fill(await sentCode(scene.server, asked));
    await press(page, 'Hold to confirm: Reject');
    await page.getByText('Keep it pressed for a moment.').waitFor();
    expect(await status(asked)).toBe('pending');
    await holdToConfirm(page);
    await outcome(page, 'Answered: Reject');
    await page.mouse.up();
    await close();
  });

  test('whoever changes their mind confirms nothing of what they had chosen before', async () => {
    const asked = await scene.ask({ require: 'code' });
    const { page, close } = await visit(asked);
    await timeToRead(page);
    await option(page, 'Approve').click();
    await press(page, 'Send me a code');
    await page.getByText('A code is on its way.').waitFor();
    await page.getByLabel('The 6-digit code').fill(await sentCode(scene.server, asked));
    await page.getByRole('button', { name: 'Confirm: Approve' }).waitFor();
    await timeToRead(page);
    // At the very moment: a thumb, or Enter, is quick.
    await page.evaluate(`document.querySelector('#taps [value="1"]').addEventListener('click', () => {
      const ready = document.querySelectorAll('.slot .confirm').length;
      window.ready = ready + Number(document.querySelector('.sent').onkeydown !== null);
    })`);
    await option(page, 'Reject').click();
    expect(await page.evaluate('window.ready')).toBe(0);
    await press(page, 'Confirm: Reject');
    await outcome(page, 'Answered: Reject');
    await close();
  });

  test('without script two forms do the same', async () => {
    const asked = await scene.ask({ require: 'code' });
    const { page, close } = await visit(asked, { javaScriptEnabled: false });
    await page.locator('input[name=code]').fill((await page.locator('.digits').textContent())!);
    await timeToRead(page);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('The 6-digit code').waitFor();
    await page.getByLabel('Reject').check();
    await page.getByLabel('The 6-digit code').fill(await sentCode(scene.server, asked));
    await timeToRead(page);
    await page.getByRole('button', { name: 'Record my answer' }).click();
    await outcome(page, 'Answered: Reject');
    await close();
  });

  test.for(['code', 'passkey'] as const)(
    'a scanner decides nothing where a %s is asked for, and has nothing sent',
    async (require) => {
      const asked = await scene.ask({ require, channel: 'email' });
      const url = home() + asked.link;
      await scan(scene.browser, [url, `${url}?choice=0`], clock.read);
      expect(await status(asked)).toBe('pending');
      await expect(sentCode(scene.server, asked)).rejects.toThrow('no code');
      const page = await scene.browser.newPage();
      await clickEveryControl(page, url);
      expect(await status(asked)).toBe('pending');
      await page.close();
    },
  );

  test('a passkey is set up once, after a code, and then confirms, also the next question', async () => {
    const asked = await scene.ask({ require: 'passkey', address: 'one human' });
    const { page, faults, close } = await visit(asked);
    await giveAuthenticator(page);
    await timeToRead(page);
    await option(page, 'Approve').click();
    await press(page, 'Send me a code');
    await page.getByText('A code is on its way.').waitFor();
    await page.getByLabel('The 6-digit code').fill(await sentCode(scene.server, asked));
    await press(page, 'Set up a passkey');
    await page.getByText('Your passkey is set up.').waitFor();
    expect(await status(asked)).toBe('pending');
    await press(page, 'Confirm with passkey: Approve');
    await outcome(page, 'Answered: Approve');
    expect((await asked.read()).decision).toMatchObject({ identifiedBy: 'passkey' });
    const next = await scene.ask({ require: 'passkey', address: 'one human' });
    await page.goto(home() + next.link);
    await timeToRead(page);
    await option(page, 'Reject').click();
    await press(page, 'Confirm with passkey: Reject');
    await outcome(page, 'Answered: Reject');
    expect(faults).toEqual([]);
    await close();
  });

  test('a device that does not know its owner, or another site, confirms nothing', async () => {
    const elsewhere = await testServer({
      ...{ beside: scene.server, now: clock.now },
      publicUrl: home(),
    });
    const asked = await scene.ask({ require: 'passkey' });
    const at = elsewhere.url.replace('127.0.0.1', 'localhost');
    const { page, close } = await visit(asked, { at });
    await timeToRead(page);
    await option(page, 'Approve').click();
    await press(page, 'Send me a code');
    await page.getByText('A code is on its way.').waitFor();
    await page.getByLabel('The 6-digit code').fill(await sentCode(scene.server, asked));
    await giveAuthenticator(page);
    await press(page, 'Set up a passkey');
    await page.getByText('That passkey does not count').waitFor();
    await close();
    await elsewhere.close();
  });

  test('where passkeys are unknown the page says what is needed', async () => {
    const asked = await scene.ask({ require: 'passkey' });
    const { page, close } = await visit(asked, { javaScriptEnabled: false });
    expect(await page.locator('#code').isVisible()).toBe(true);
    expect(await page.locator('#code').textContent()).toContain('Safari, Chrome, Edge or Firefox');
    expect(await page.locator('form').count()).toBe(0);
    await close();
  });
});
