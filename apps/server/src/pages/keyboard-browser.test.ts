// Whoever uses no finger and no mouse gets everywhere, in the order of reading, and decides alike.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserMissing, timeToRead } from './testing-browser.ts';
import type { Asked, Question } from './testing.ts';
import { useBrowser } from './use-browser.ts';

/** What has the focus, in short. */
const focused = `(({ tagName, id, name, value, textContent, type, className }) =>
  tagName === 'BODY' ? 'the end' :
  id || (tagName === 'INPUT' ? name : className || textContent.trim()))(document.activeElement)`;

/** Whether somebody who looks can see where the focus is. */
const showsFocus = `getComputedStyle(document.activeElement).outlineStyle !== 'none'`;

describe.skipIf(browserMissing).concurrent('in a browser', () => {
  const scene = useBrowser();

  async function visit(question: Question, query = '') {
    const asked = await scene.ask(question);
    const page = await scene.visit(asked.link + query, {
      locale: 'en-US',
      reducedMotion: 'reduce',
    });
    return { asked, page };
  }

  async function isAnswered(page: Page, { read }: Asked, choice: string): Promise<void> {
    await page.locator('#code').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: choice }).waitFor();
    expect((await read()).responseChoice).toBe(choice);
    await page.close();
  }

  /** Tab, until it is there. */
  async function tabTo(page: Page, selector: string): Promise<void> {
    const isThere = `document.activeElement.matches(${JSON.stringify(selector)})`;
    for (let tabs = 0; !(await page.evaluate<boolean>(isThere)); tabs++) {
      expect(tabs, `tabs to ${selector}`).toBeLessThan(20);
      await page.keyboard.press('Tab');
    }
  }

  test('Tab goes through a question as it is read, and always shows where it is', async () => {
    const { page } = await visit({});
    const order: unknown[] = [];
    for (let tabs = 0; tabs < 4; tabs++) {
      await page.keyboard.press('Tab');
      order.push(await page.evaluate(focused));
      expect(await page.evaluate(showsFocus)).toBe(true);
    }
    expect(order).toEqual(['note', 'Approve', 'Reject', 'other']);
    await page.close();
  });

  test.for(['Enter', 'Space'])('%s on an option is a tap', async (key) => {
    const { page, asked } = await visit({});
    await timeToRead(page);
    await tabTo(page, '#taps [value="1"]');
    await page.keyboard.press(key);
    await isAnswered(page, asked, 'Reject');
  });

  test.for(['Enter', 'Space'])('%s chooses, and then confirms', async (key) => {
    const { page, asked } = await visit({ channel: 'email' });
    await timeToRead(page);
    await tabTo(page, '#taps [value="0"]');
    await page.keyboard.press(key);
    await page.locator('#taps .confirm').waitFor();
    await timeToRead(page);
    await tabTo(page, '#taps .confirm');
    await page.keyboard.press(key);
    await isAnswered(page, asked, 'Approve');
  });

  test.for(['Enter', 'Space'])('%s kept down holds; pressed shortly it does not', async (key) => {
    const { page, asked } = await visit({ channel: 'email' }, '?choice=1');
    await page.locator('#taps .confirm').waitFor();
    await timeToRead(page);
    await tabTo(page, '#taps .confirm');
    await page.keyboard.press(key);
    await page.getByText('Keep it pressed').waitFor();
    expect((await asked.read()).status).toBe('pending');
    await page.keyboard.down(key);
    await isAnswered(page, asked, 'Reject');
  });

  test('the typed code is reached, filled and sent by keys alone', async () => {
    const { page, asked } = await visit({ risk: 'high' });
    await tabTo(page, '.other');
    await page.keyboard.press('Enter');
    await timeToRead(page);
    const digits = (await page.locator('.digits').textContent())!;
    await tabTo(page, '#code input[type=radio]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type(digits);
    await page.keyboard.press('Enter');
    await isAnswered(page, asked, 'Reject');
  });

  test('nothing is animated for those who asked for less motion', async () => {
    const { page } = await visit({ channel: 'email' }, '?choice=1');
    const confirm = page.locator('#taps .confirm');
    await confirm.waitFor();
    await confirm.hover();
    await page.evaluate(`document.querySelector('.confirm').classList.add('held')`);
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    const moving = `[...document.querySelectorAll('*')].filter((element) =>
      ['', '::before', '::after'].some((part) => {
        const { transitionDuration, animationName } = getComputedStyle(element, part || null);
        return !/^0s(, 0s)*$/.test(transitionDuration) || animationName !== 'none';
      })).length`;
    expect(await page.evaluate(moving)).toBe(0);
    await page.close();
  });
});
