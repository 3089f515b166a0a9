// What the page costs a phone on a slow network, and what it may do there.
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { enter, pageStates } from './testing/page-states.ts';
import { browserMissing } from './testing-browser.ts';
import { useBrowser } from './use-browser.ts';
import { languages } from './words/words-for.ts';

/** As Chromium's own developer tools throttle “3G”: per request, and each way. */
const network = { latency: 562.5, bytesPerSecond: 180_000 };
const LARGEST = 15_000;
/** On a slow network a page is mostly waited for: several at once. */
const PAGES = 4;
/** Written as `GMT+5:45`: longer than UTC, and never the same time of day. */
const timezoneId = 'Asia/Kathmandu';

interface Cost {
  readonly url: string;
  bytes: number;
}

/** Everything the page asks for from now on, with its bytes on the wire. */
async function countCosts(cdp: CDPSession): Promise<ReadonlyMap<string, Cost>> {
  const costs = new Map<string, Cost>();
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.startsWith('data:')) costs.set(requestId, { url: request.url, bytes: 0 });
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const cost = costs.get(requestId);
    if (cost) cost.bytes = encodedDataLength;
  });
  await cdp.send('Network.enable');
  return costs;
}

const throttle = (cdp: CDPSession) =>
  cdp.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: network.latency },
    ...{ downloadThroughput: network.bytesPerSecond, uploadThroughput: network.bytesPerSecond },
  });

/** What moved without the reader having done anything, summed; 0 is perfectly still. */
const shifts = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries()
      .filter(({ hadRecentInput }) => !hadRecentInput)
      .reduce((sum, { value }) => sum + value, 0)))
      .observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => setTimeout(() => resolve(0), 100));
  })`);

const paintedAfter = (page: Page): Promise<number> =>
  page.evaluate<number>(
    `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`,
  );

/** What had to be there before anything could be painted, other than the document. */
const blocking = (page: Page): Promise<readonly string[]> =>
  page.evaluate<string[]>(`performance.getEntriesByType('resource')
    .filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking')
    .map(({ name }) => name)`);

function expectClosed(state: string, headers: Readonly<Record<string, string>>): void {
  const policy = headers['content-security-policy']!;
  expect(policy, state).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(policy, state).not.toMatch(/unsafe|https?:|\*/);
  expect(headers, state).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
    'x-content-type-options': 'nosniff',
  });
}

describe.skipIf(browserMissing)('in a browser', { timeout: 240_000 }, () => {
  const scene = useBrowser();

  async function phone() {
    const page = await scene.browser.newPage({ viewport: { width: 390, height: 844 }, timezoneId });
    const cdp = await page.context().newCDPSession(page);
    return { page, cdp, close: () => page.close() };
  }

  test('a question costs 15 KB and one request beside itself, and paints within a second on 3G', async () => {
    const [state] = pageStates;
    for (const { lang } of languages) {
      const { page, cdp, close } = await phone();
      const costs = await countCosts(cdp);
      await throttle(cdp);
      await enter(page, state!, scene, lang);
      const [document, ...others] = [...costs.values()];
      const bytes = [document!, ...others].reduce((sum, cost) => sum + cost.bytes, 0);
      const painted = await paintedAfter(page);
      console.log(`${lang}: ${bytes} bytes, painted after ${Math.round(painted)} ms`);
      expect(bytes).toBeGreaterThan(4_000);
      expect(bytes).toBeLessThanOrEqual(LARGEST);
      expect(others.map(({ url }) => url)).toEqual([
        expect.stringMatching(`^${scene.server.url}/assets/respond\\.`),
      ]);
      // Nothing but the document is waited for: one round trip and its bytes are the whole time.
      expect(await blocking(page)).toEqual([]);
      const simulated = network.latency + (document!.bytes / network.bytesPerSecond) * 1_000;
      expect(simulated).toBeLessThan(1_000);
      await close();
    }
  });

  test('no state asks anybody else for anything, runs anything inline, may be kept or framed, or moves while it loads', async () => {
    const faults: string[] = [];
    const states = pageStates.values();
    async function loadSome(): Promise<void> {
      const { page, cdp, close } = await phone();
      await throttle(cdp);
      page.on('request', (request) => {
        if (!/^data:/.test(request.url()) && !request.url().startsWith(scene.server.url)) {
          faults.push(request.url());
        }
      });
      page.on('console', (line) => {
        if (/policy|violat/i.test(line.text())) faults.push(line.text());
      });
      for (const state of states) {
        let moved = 1;
        // A busy machine may paint a line of which half has been read, and move it once it has all.
        for (let tries = 0; moved > 0 && tries < 3; tries++) {
          const answer = await page.goto(scene.server.url + (await state.prepare(scene)));
          expectClosed(state.name, answer!.headers());
          moved = await shifts(page);
        }
        if (moved > 0) faults.push(`${state.name} moved by ${moved}`);
      }
      await close();
    }
    await Promise.all(Array.from({ length: PAGES }, loadSome));
    expect(faults).toEqual([]);
  });
});
