// Every state of the pages is for everybody: axe finds nothing, fingers and small screens fit.
import { describe, expect, test } from 'vitest';
import { barriers, onPhone } from './testing/barriers.ts';
import { enter, pageStates } from './testing/page-states.ts';
import { browserMissing } from './testing-browser.ts';
import { useBrowser } from './use-browser.ts';
import { languages } from './words/words-for.ts';

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

describe.skipIf(browserMissing)('in a browser', { timeout: 480_000 }, () => {
  const scene = useBrowser();

  test('no state shuts anybody out in any language', async () => {
    const found: string[] = [];
    const looks = languages
      .flatMap(({ lang }) =>
        pageStates
          .filter(({ english }, index) => (english ? lang === 'en' : isTurnOf(lang, index)))
          .map((state) => ({ state, lang })),
      )
      .values();
    async function lookAround(): Promise<void> {
      const page = await scene.browser.newPage();
      for (const { state, lang } of looks) {
        const name = `${state.name} in ${lang}`;
        await page.unrouteAll();
        await page.context().clearCookies();
        await onPhone(page);
        await enter(page, state, scene, lang);
        expect(await page.locator('html').getAttribute('lang'), name).toBe(lang);
        const thorough = lookedInto.includes(lang);
        const met = await barriers(page, { exempt: 'nothing', enlarged: true, thorough });
        found.push(...met.map((barrier) => `${name}, ${barrier}`));
      }
      await page.close();
    }
    await Promise.all(Array.from({ length: PAGES }, lookAround));
    expect(found.join('\n')).toBe('');
  });
});
