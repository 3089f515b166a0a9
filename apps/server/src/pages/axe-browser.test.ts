// Every state of the pages is for everybody: axe finds nothing, fingers and small screens fit.
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer } from '../testing/test-server.ts';
import { enter, pageStates, type Stage } from './testing/page-states.ts';
import { browserMissing, launchBrowser } from './testing-browser.ts';
import { testDeveloperId } from './testing.ts';
import { languages } from './words/words-for.ts';

const phone = { width: 320, height: 640 };
const desktop = { width: 1280, height: 800 };
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** By rule, with the element; empty where all is well. */
const findings = `axe.run(document, ${JSON.stringify({
  ...{ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] },
  ...{ preload: false, iframes: false },
})}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ target, failureSummary }) => id + ' ' + target + ': ' + failureSummary)))`;

/** A radio button is pressed by its label, a fold by its line. */
const smallTargets = `[...document.querySelectorAll('button, textarea, a, summary, input')]
  .filter((control) => control.checkVisibility() && control.type !== 'hidden')
  .map((control) => [control, (control.type === 'radio' ? control.closest('label') : control).getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([control, { width, height }]) => 'small: ' + control.outerHTML.slice(0, 80) + ' ' + width + 'x' + height)`;

const sideways = `(() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  return over > 0 ? ['scrolls sideways by ' + over] : [];
})()`;

/** Everything that would keep somebody out: on a small phone, with large letters, in the dark. */
async function barriers(page: Page, thorough: boolean): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (where: string, ...checks: readonly string[]): Promise<void> => {
    for (const check of checks) {
      const seen = await page.evaluate<string[]>(check);
      found.push(...seen.map((finding) => `${where}: ${finding}`));
    }
  };
  await page.evaluate(axe.source);
  await look('phone', findings, smallTargets, sideways);
  await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
  await look('phone at 200 %', smallTargets, sideways);
  if (!thorough) return found;
  await page.evaluate(`document.documentElement.style.fontSize = ''`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(desktop);
  await look('desktop, dark', findings, sideways);
  return found;
}

describe.skipIf(browserMissing).concurrent('in a browser', { timeout: 240_000 }, () => {
  let stage: Stage;
  let browser: Browser;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const server = await testServer();
    stage = { server, developerId: await testDeveloperId(server) };
    browser = await launchBrowser();
    close = server.close;
  });
  afterAll(async () => {
    await browser?.close();
    await close?.();
  });

  test.for(languages.map(({ lang }) => lang))('no state shuts anybody out in %s', async (lang) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const found: string[] = [];
    for (const state of pageStates) {
      await page.unrouteAll();
      await page.setViewportSize(phone);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await enter(page, state, stage, lang);
      expect(await page.locator('html').getAttribute('lang'), state.name).toBe(lang);
      for (const barrier of await barriers(page, lang === 'en')) {
        found.push(`${state.name}, ${barrier}`);
      }
    }
    await context.close();
    expect(found.join('\n')).toBe('');
  });
});
