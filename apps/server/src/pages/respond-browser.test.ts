// The page in a real browser: what a person can do, and what a machine cannot.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserMissing, timeToRead } from './testing-browser.ts';
import type { Asked } from './testing.ts';
import { useBrowser } from './use-browser.ts';

describe.skipIf(browserMissing)('in a browser', () => {
  const scene = useBrowser();

  interface Setting {
    readonly query?: string;
    readonly javaScriptEnabled?: boolean;
    /** Loses every cookie before each request. */
    readonly forgetful?: boolean;
    /** The page's clock stands still: on a busy machine a click may come late. */
    readonly timeless?: boolean;
  }

  async function visit(asked: Asked, given: Setting = {}) {
    const { query = '', forgetful, timeless, ...options } = given;
    const context = await scene.browser.newContext(options);
    if (timeless) await context.addInitScript('performance.now = () => 0');
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (line) => {
      // A refused or settled answer is an HTTP status the console reports; a violated policy is not.
      if (line.type() === 'error' && !/status of 4\d\d/.test(line.text())) faults.push(line.text());
    });
    if (forgetful) {
      await page.route('**/respond/**', async (route) => {
        await context.clearCookies();
        await route.continue();
      });
    }
    await page.goto(scene.server.url + asked.link + query);
    return { page, faults, close: () => context.close() };
  }

  const option = (page: Page, name: string) =>
    page.locator('#taps').getByRole('button', { name, exact: true });
  const outcome = (page: Page, text: string) => page.getByRole('heading', { name: text }).waitFor();
  const status = async (asked: Asked) => (await asked.read()).status;

  test('one tap on a text message’s link decides, with the note, and shows what was recorded', async () => {
    const asked = await scene.ask();
    const { page, faults, close } = await visit(asked);
    await page.getByLabel('Note (optional)').fill('Checked.');
    await timeToRead(page);
    await option(page, 'Approve').click();
    await outcome(page, 'Answered: Approve');
    expect(await asked.read()).toMatchObject({
      responseChoice: 'Approve',
      responseText: 'Checked.',
    });
    expect(faults).toEqual([]);
    await close();
  });

  test('the keyboard alone is enough', async () => {
    const asked = await scene.ask();
    const { page, close } = await visit(asked);
    await timeToRead(page);
    await option(page, 'Reject').focus();
    await page.keyboard.press('Enter');
    await outcome(page, 'Answered: Reject');
    await close();
  });

  test('a synthetic click decides nothing, on any control, however often', async () => {
    for (const channel of ['sms', 'email'] as const) {
      const asked = await scene.ask({ channel });
      const { page, close } = await visit(asked, { query: '?choice=0' });
      await timeToRead(page);
      for (let round = 0; round < 3; round++) {
        const reloaded = page.waitForEvent('domcontentloaded');
        await page.evaluate(`
          for (const control of document.querySelectorAll('button, a[href^="#"], input, label')) {
            for (const type of ['pointerdown', 'mousedown', 'keydown', 'click', 'pointerup']) {
              control.dispatchEvent(new Event(type, { bubbles: true }));
            }
            control.click();
          }
          for (const form of document.forms) form.submit();
        `);
        await reloaded;
        await timeToRead(page);
      }
      expect(await status(asked)).toBe('pending');
      await close();
    }
  });

  test('a click before there was time to read decides nothing', async () => {
    const asked = await scene.ask();
    const { page, close } = await visit(asked, { timeless: true });
    await option(page, 'Approve').click();
    await page.getByText('One moment, then once more.').waitFor();
    expect(await status(asked)).toBe('pending');
    await close();
  });

  test('on a mail’s link a tap only chooses; the confirmation appears later and counts later still', async () => {
    const asked = await scene.ask({ channel: 'email' });
    const { page, close } = await visit(asked);
    const confirm = page.getByRole('button', { name: 'Confirm: Approve' });
    await timeToRead(page);
    const below = () =>
      page.evaluate<number>(
        `document.querySelector('#left').getBoundingClientRect().top + scrollY`,
      );
    const place = await below();
    await option(page, 'Approve').click();
    expect(await option(page, 'Approve').getAttribute('aria-pressed')).toBe('true');
    await confirm.waitFor();
    expect(await below()).toBe(place);
    await confirm.click();
    await page.getByText('One moment, then once more.').waitFor();
    expect(await status(asked)).toBe('pending');
    await timeToRead(page);
    await confirm.click();
    await outcome(page, 'Answered: Approve');
    await close();
  });

  test('what a mail’s button preselected is confirmed by holding, not by clicking', async () => {
    const asked = await scene.ask({ channel: 'email' });
    const { page, close } = await visit(asked, { query: '?choice=1' });
    const confirm = page.getByRole('button', { name: 'Hold to confirm: Reject' });
    await confirm.waitFor();
    await timeToRead(page);
    await confirm.click();
    await page.getByText('Keep it pressed').waitFor();
    expect(await status(asked)).toBe('pending');
    await confirm.hover();
    await page.mouse.down();
    await outcome(page, 'Answered: Reject');
    await page.mouse.up();
    await close();
  });

  test('at a high risk a text message’s link is chosen and held too; one tap decides nothing', async () => {
    const asked = await scene.ask({ risk: 'high' });
    const { page, faults, close } = await visit(asked);
    await timeToRead(page);
    await option(page, 'Reject').click();
    const confirm = page.getByRole('button', { name: 'Hold to confirm: Reject' });
    await confirm.waitFor();
    await timeToRead(page);
    await confirm.click();
    await page.getByText('Keep it pressed').waitFor();
    expect(await status(asked)).toBe('pending');
    await confirm.hover();
    await page.mouse.down();
    await outcome(page, 'Answered: Reject');
    await page.mouse.up();
    expect(faults).toEqual([]);
    await close();
  });

  test('two tabs of one link both work, though the second replaced the first one’s cookie', async () => {
    const asked = await scene.ask();
    const { page, close } = await visit(asked);
    const context = page.context();
    await context.clearCookies();
    const second = await context.newPage();
    await second.goto(scene.server.url + asked.link);
    await timeToRead(page);
    await option(page, 'Approve').click();
    await outcome(page, 'Answered: Approve');
    await close();
  });

  test('without script the typed code answers, and the buttons are not there', async () => {
    const asked = await scene.ask();
    const { page, close } = await visit(asked, { javaScriptEnabled: false });
    expect(await option(page, 'Approve').isVisible()).toBe(false);
    const code = (await page.locator('.digits').textContent())!;
    await page.getByLabel('Reject').check();
    await page.locator('input[name=code]').fill(code);
    await timeToRead(page);
    await page.getByRole('button', { name: 'Record my answer' }).click();
    await outcome(page, 'Answered: Reject');
    await close();
  });

  test('without cookies the page says so and asks for the code', async () => {
    const asked = await scene.ask();
    const { page, close } = await visit(asked, { forgetful: true });
    await timeToRead(page);
    await option(page, 'Approve').click();
    await page.getByText('This browser keeps no cookies.').waitFor();
    await page.locator('#code').getByLabel('Approve').check();
    await page.locator('input[name=code]').fill((await page.locator('.digits').textContent())!);
    await page.getByRole('button', { name: 'Record my answer' }).click();
    await outcome(page, 'Answered: Approve');
    await close();
  });

  test('every control is at least 44 px high, also on a small phone at twice the text size', async () => {
    const asked = await scene.ask();
    const { page, close } = await visit(asked, { query: '#code' });
    await page.setViewportSize({ width: 320, height: 640 });
    await page.evaluate(`document.documentElement.style.fontSize = '34px'`);
    const heights = await page
      .locator('button, textarea, label:has(input), a')
      .evaluateAll((all) =>
        all.filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect().height),
      );
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await close();
  });
});
