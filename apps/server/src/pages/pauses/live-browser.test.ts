// A page of pauses that is open shows what happens without being reloaded, and moves nobody away.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BrowserContext } from 'playwright-core';
import { testPause } from '../../testing/test-developer.ts';
import {
  type DashboardStage,
  dashboardStage,
  enterDashboard,
} from '../testing/dashboard-states.ts';
import { browserMissing } from '../testing-browser.ts';
import { useBrowser } from '../use-browser.ts';

describe.skipIf(browserMissing)('in a browser', { timeout: 120_000 }, () => {
  const scene = useBrowser();
  let stage: DashboardStage;
  let context: BrowserContext;
  beforeAll(async () => {
    stage = await dashboardStage(scene.server);
    context = await scene.browser.newContext();
  });
  afterAll(() => context.close());

  test('the first pause, the next ones and their end appear where the reader stands', async () => {
    const page = await context.newPage();
    const { server, newcomer } = stage;
    const ask = (message: string) => testPause(server, newcomer.test, { message });
    await enterDashboard(page, { name: 'none', who: 'newcomer', prepare: () => '/pauses' }, stage);
    await page.getByText('Ask your first question').waitFor();

    const first = await ask('Ship the first?');
    const link = page.locator('#pending-list').getByText('Ship the first?');
    await link.waitFor();
    await link.focus();
    await page.evaluate('window.kept = true');
    await ask('Ship the second?');
    await page.locator('#pending-list').getByText('Ship the second?').waitFor();
    expect(await page.locator('#pending-count').textContent()).toContain('2');
    // The same page, with the reader where they were.
    expect(await page.evaluate('window.kept')).toBe(true);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Ship the first?');

    await link.click();
    await page.locator('#cancel').waitFor();
    await server.ask('DELETE', `/v1/pause/${first.id}`, { key: newcomer.test });
    await page.locator('.outcome.cancelled').waitFor();
    expect(await page.locator('#cancel').count()).toBe(0);
  });
});
