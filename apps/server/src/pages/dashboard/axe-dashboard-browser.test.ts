// Every state of the dashboard is for everybody: axe finds nothing, fingers and small screens fit.
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, onPhone } from '../testing/barriers.ts';
import {
  type DashboardStage,
  dashboardStage,
  dashboardStates,
  enterDashboard,
} from '../testing/dashboard-states.ts';
import { browserMissing } from '../testing-browser.ts';
import { useBrowser } from '../use-browser.ts';

const phone = { width: 360, height: 740 };
/** Waiting for a page costs nothing, so several are waited for at once. */
const PAGES = 3;

describe.skipIf(browserMissing)('in a browser', { timeout: 480_000 }, () => {
  const scene = useBrowser();
  let stage: DashboardStage;
  beforeAll(async () => {
    stage = await dashboardStage(scene.server);
  });
  const contexts: BrowserContext[] = [];
  afterAll(() => Promise.all(contexts.map((context) => context.close())));

  test('no state of the dashboard shuts anybody out', async () => {
    const found: string[] = [];
    const states = dashboardStates.values();
    async function lookAround(): Promise<void> {
      // Of its own: the next state may have other cookies.
      const context = await scene.browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      for (const state of states) {
        // The page before may just be loading itself anew.
        await page.goto('about:blank');
        await onPhone(page, phone);
        await enterDashboard(page, state, stage);
        for (const barrier of await barriers(page, { exempt: 'words', thorough: true })) {
          found.push(`${state.name}, ${barrier}`);
        }
      }
    }
    await Promise.all(Array.from({ length: PAGES }, lookAround));
    expect(found.join('\n')).toBe('');
  });
});
