// What would keep somebody out of a page: axe's rules, what is too small for a finger, what runs off.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Every page has to read all of it: without comments that is half. */
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

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
const smallBut = (
  exempt: string,
  least: number,
) => `[...document.querySelectorAll('button, textarea, select, a, summary, input')]
  .filter((control) => control.checkVisibility() && control.type !== 'hidden' && !(${exempt}))
  .map((control) => [control, (/^(radio|checkbox)$/.test(control.type) ? control.closest('label') : control).getBoundingClientRect()])
  .filter(([, { width, height }]) => width < ${least} || height < ${least})
  .map(([control, { width, height }]) => 'small: ' + control.outerHTML.slice(0, 80) + ' ' + width + 'x' + height)`;
const withinText = `control.href && [...control.parentNode.childNodes]
  .some((beside) => beside.nodeType === 3 && beside.textContent.trim())`;
/** A link within a sentence may be as small as its words, and who jumps over it all has a keyboard. */
const smallTargets = {
  nothing: smallBut('false', 44),
  // Half a pixel is how lines are rounded.
  words: smallBut(`control.matches('.skip') || ${withinText}`, 43.5),
};

const sideways = `(() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  return over > 0 ? ['scrolls sideways by ' + over] : [];
})()`;

export interface Look {
  /** What may be smaller than a finger. */
  readonly exempt: keyof typeof smallTargets;
  /** With letters twice as large, too. */
  readonly enlarged?: boolean;
  /** By axe, too, and on a desktop in the dark. */
  readonly thorough?: boolean;
}

export const phone = { width: 320, height: 640 };

/** As a page has to be when it opens: on a small phone, in the light. */
export async function onPhone(page: Page, viewport = phone): Promise<void> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** By where they were met; empty where the page is for everybody. */
export async function barriers(page: Page, look: Look): Promise<readonly string[]> {
  const found: string[] = [];
  const see = async (where: string, ...checks: readonly string[]): Promise<void> => {
    for (const check of checks) {
      const seen = await page.evaluate<string[]>(check);
      found.push(...seen.map((finding) => `${where}: ${finding}`));
    }
  };
  const fits = [smallTargets[look.exempt], sideways];
  if (look.thorough) await page.evaluate(axe);
  await see('phone', ...(look.thorough ? [findings] : []), ...fits);
  if (look.enlarged) {
    await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
    await see('phone at 200 %', ...fits);
    await page.evaluate(`document.documentElement.style.fontSize = ''`);
  }
  if (!look.thorough) return found;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(desktop);
  await see('desktop, dark', contrast, sideways);
  return found;
}
