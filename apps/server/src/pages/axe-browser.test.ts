// Every state of the pages is for everybody: axe finds nothing, fingers and small screens fit.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { enter, pageStates } from './testing/page-states.ts';
import { browserMissing } from './testing-browser.ts';
import { useBrowser } from './use-browser.ts';
import { languages } from './words/words-for.ts';

/** Every page has to read all of it: without comments that is half. */
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const phone = { width: 320, height: 640 };
const desktop = { width: 1280, height: 800 };
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** By rule, with the element; empty where all is well. */
const run = (runOnly: object) => `axe.run(document, ${JSON.stringify({
  ...{ runOnly, resultTypes: ['violations'], preload: false, iframes: false },
})}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ target, failureSummary }) => id + ' ' + target + ': ' + failureSummary)))`;
const findings = run({ type: 'tag', values: tags });
const contrast = run({ type: 'rule', values: ['color-contrast'] });

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

/** One language for each direction; in the others the words are longer, and nothing else is new. */
const lookedInto: readonly string[] = ['en', 'ar'];
/** Of the others each state is looked at in one, in turn; `EVERY_LANGUAGE=on`: in all of them. */
const inTurn = languages.map(({ lang }) => lang).filter((lang) => !lookedInto.includes(lang));
const isTurnOf = (lang: string, index: number): boolean =>
  lookedInto.includes(lang) ||
  process.env['EVERY_LANGUAGE'] === 'on' ||
  inTurn[index % inTurn.length] === lang;
/** Waiting for a page costs nothing, so several are waited for at once. */
const PAGES = 4;

/** Everything that would keep somebody out: on a small phone, with large letters, in the dark. */
async function barriers(page: Page, lang: string): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (where: string, ...checks: readonly string[]): Promise<void> => {
    for (const check of checks) {
      const seen = await page.evaluate<string[]>(check);
      found.push(...seen.map((finding) => `${where}: ${finding}`));
    }
  };
  const thorough = lookedInto.includes(lang);
  if (thorough) await page.evaluate(axe);
  await look('phone', ...(thorough ? [findings] : []), smallTargets, sideways);
  await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
  await look('phone at 200 %', smallTargets, sideways);
  if (!thorough) return found;
  await page.evaluate(`document.documentElement.style.fontSize = ''`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(desktop);
  await look('desktop, dark', contrast, sideways);
  return found;
}

describe.skipIf(browserMissing).concurrent('in a browser', { timeout: 240_000 }, () => {
  const scene = useBrowser();

  test.for(languages.map(({ lang }) => lang))('no state shuts anybody out in %s', async (lang) => {
    const found: string[] = [];
    const states = pageStates
      .filter(({ english }, index) => (english ? lang === 'en' : isTurnOf(lang, index)))
      .values();
    async function lookAround(): Promise<void> {
      const page = await scene.browser.newPage();
      for (const state of states) {
        await page.unrouteAll();
        await page.setViewportSize(phone);
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        await enter(page, state, scene, lang);
        expect(await page.locator('html').getAttribute('lang'), state.name).toBe(lang);
        for (const barrier of await barriers(page, lang)) found.push(`${state.name}, ${barrier}`);
      }
      await page.close();
    }
    await Promise.all(Array.from({ length: PAGES }, lookAround));
    expect(found.join('\n')).toBe('');
  });
});
