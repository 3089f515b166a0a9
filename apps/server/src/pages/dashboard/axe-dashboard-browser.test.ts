// Every state of the dashboard is for everybody: axe finds nothing, fingers and small screens fit.
import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type DashboardStage,
  dashboardStage,
  dashboardStates,
  enterDashboard,
} from '../testing/dashboard-states.ts';
import { browserMissing } from '../testing-browser.ts';
import { useBrowser } from '../use-browser.ts';

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 800 };
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** By rule, with the element; empty where all is well. */
const run = (runOnly: object) => `axe.run(document, ${JSON.stringify({
  ...{ runOnly, resultTypes: ['violations'], preload: false, iframes: false },
})}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ target, failureSummary }) => id + ' ' + target + ': ' + failureSummary)))`;
const findings = run({ type: 'tag', values: tags });
const contrast = run({ type: 'rule', values: ['color-contrast'] });

/** A link within a sentence may be as small as its words. */
const smallTargets = `[...document.querySelectorAll('button, textarea, select, a, summary, input')]
  .filter((control) => control.checkVisibility() && control.type !== 'hidden' && !control.matches('.skip'))
  .filter((control) => ![...control.parentNode.childNodes].some((beside) => control.href && beside.nodeType === 3 && beside.textContent.trim()))
  .map((control) => [control, (/^(radio|checkbox)$/.test(control.type) ? control.closest('label') : control).getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 43.5 || height < 43.5)
  .map(([control, { width, height }]) => 'small: ' + control.outerHTML.slice(0, 80) + ' ' + width + 'x' + height)`;

const sideways = `(() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  return over > 0 ? ['scrolls sideways by ' + over] : [];
})()`;

/** Waiting for a page costs nothing, so several are waited for at once. */
const PAGES = 3;

async function barriers(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (where: string, ...checks: readonly string[]): Promise<void> => {
    for (const check of checks) {
      const seen = await page.evaluate<string[]>(check);
      found.push(...seen.map((finding) => `${where}: ${finding}`));
    }
  };
  await page.evaluate(axe.source);
  await look('phone', findings, smallTargets, sideways);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(desktop);
  await look('desktop, dark', contrast, sideways);
  return found;
}

describe.skipIf(browserMissing)('in a browser', { timeout: 480_000 }, () => {
  const scene = useBrowser();
  let stage: DashboardStage;
  beforeAll(async () => {
    stage = await dashboardStage(scene.server);
  }, 60_000);
  const contexts: BrowserContext[] = [];
  afterAll(() => Promise.all(contexts.map((context) => context.close())));

  test('no state of the dashboard shuts anybody out', async () => {
    const found: string[] = [];
    const states = dashboardStates.values();
    async function lookAround(): Promise<void> {
      // Of its own: the next state may have other cookies.
      const context = await scene.browser.newContext({ viewport: phone });
      contexts.push(context);
      for (const state of states) {
        // A page of its own, too: the one before may just be loading itself anew.
        const page = await context.newPage();
        await page.setViewportSize(phone);
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        await enterDashboard(page, state, stage);
        for (const barrier of await barriers(page)) found.push(`${state.name}, ${barrier}`);
        await page.close();
      }
    }
    await Promise.all(Array.from({ length: PAGES }, lookAround));
    expect(found.join('\n')).toBe('');
  });
});
