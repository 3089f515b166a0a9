// Languages and times in a real browser: the reader's zone, the page's words, from right to left.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserMissing, timeToRead } from './testing-browser.ts';
import { useBrowser } from './use-browser.ts';
import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { languages } from './words/words-for.ts';

describe.skipIf(browserMissing)('in a browser', () => {
  const scene = useBrowser();

  interface Reader {
    readonly locale: string;
    readonly timezoneId?: string;
    readonly javaScriptEnabled?: boolean;
  }

  async function visit(path: string, reader: Reader): Promise<Page> {
    const page = await scene.visit(path, { viewport: { width: 360, height: 640 }, ...reader });
    page.setDefaultTimeout(40_000);
    return page;
  }
  const option = (page: Page, name: string) =>
    page.locator('#taps').getByRole('button', { name, exact: true });
  const deadline = (page: Page) => page.locator('.time time').textContent();
  const inZone = (at: Date, locale: string, timeZone: string): string =>
    new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' }).format(at);

  test('times are told in the reader’s zone and as their region writes them; UTC without script', async () => {
    const asked = await scene.ask();
    const { link, expiresAt } = asked;
    const berlin = { locale: 'de-DE', timezoneId: 'Europe/Berlin' };
    const page = await visit(link, berlin);
    expect(await deadline(page)).toContain(inZone(expiresAt, 'de', 'Europe/Berlin'));
    expect(await deadline(page)).toMatch(/MEZ|MESZ|GMT\+/);
    const noScript = await visit(link, { ...berlin, javaScriptEnabled: false });
    expect(await deadline(noScript)).toContain(`${inZone(expiresAt, 'de', 'UTC')} UTC`);
    const kolkata = await visit(link, { locale: 'en-IN', timezoneId: 'Asia/Kolkata' });
    const written = (await deadline(kolkata))!.toLowerCase().replace(/\s/g, ' ');
    const expected = inZone(expiresAt, 'en-IN', 'Asia/Kolkata').toLowerCase().replace(/\s/g, ' ');
    expect(written).toContain(expected);

    await timeToRead(page);
    await option(page, 'Approve').click();
    await page.getByRole('heading', { name: String(de.answered('Approve')) }).waitFor();
    const { responseAt } = await asked.read();
    const recorded = await page.locator('time').textContent();
    expect(recorded).toContain(inZone(responseAt!, 'de', 'Europe/Berlin'));
  });

  test('in every language the script says what the page says: confirming, holding, counting down', async () => {
    for (const words of languages) {
      const { link } = await scene.ask({ channel: 'email' });
      const page = await visit(link, { locale: words.lang });
      const counted = await page.locator('#left').textContent();
      expect(counted).toMatch(words.lang === 'ar' ? /59 دقيقة/ : /^59 [Mm]in/);
      await timeToRead(page);
      await page.locator('#taps button').first().click();
      const confirm = page.locator('#taps .confirm');
      await confirm.waitFor();
      expect(await confirm.textContent()).toBe(words.script.confirm.replace('#', 'Approve'));
      expect(await page.getByRole('status').textContent()).toBe(
        words.script.nowConfirm.replace('#', 'Approve'),
      );
      await page.context().close();
    }
  });

  test('a person answers in Arabic, and nothing runs off the narrow page', async () => {
    const { link } = await scene.ask({ channel: 'email' });
    const page = await visit(`${link}?choice=1`, { locale: 'ar-EG', timezoneId: 'Africa/Cairo' });
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('getComputedStyle(document.body).direction')).toBe('rtl');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    const digits = page.locator('.digits');
    expect(await digits.getAttribute('dir')).toBe('ltr');
    const confirm = page.locator('#taps .confirm');
    await confirm.waitFor();
    await timeToRead(page);
    await confirm.hover();
    await page.mouse.down();
    await page.getByRole('heading', { name: String(ar.answered('Reject')) }).waitFor();
    await page.mouse.up();
  });

  test('the switch changes the language and nothing else', async () => {
    const { link } = await scene.ask();
    const page = await visit(link, { locale: 'en' });
    for (const { name, dir, languages: label } of languages.toReversed()) {
      await page.getByRole('navigation').getByRole('link', { name }).click();
      await page.getByRole('navigation', { name: label }).waitFor();
      expect(await page.locator('html').getAttribute('dir')).toBe(dir);
      expect(await page.locator('#taps button').count()).toBe(2);
    }
  });
});
