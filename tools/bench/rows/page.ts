// The page behind a link, on a phone whose network is slow: bytes, first paint, what moves.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { ask } from '../questions.ts';
import { balance, type Row } from '../row.ts';
import { startService } from '../service.ts';

const executablePath = '/usr/bin/chromium';
/** As Chromium's own developer tools throttle “3G”. */
const network = {
  offline: false,
  latency: 562.5,
  downloadThroughput: 180_000,
  uploadThroughput: 180_000,
};

const moved = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) sum += value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 300);
})`;
const painted = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`;

export const page: Row = {
  name: 'page',
  title: 'the page behind a link on throttled 3G: bytes, first paint, layout shift',
  async run(place) {
    if (!existsSync(executablePath)) {
      place.say(`  !!! SKIPPED: there is no ${executablePath}`);
      return [];
    }
    const service = await startService(place, 'page');
    const taken = await ask(service, place.rounds);
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const found = { bytes: [] as number[], paint: [] as number[], shift: [] as number[] };
    for (const { respond_url } of taken) {
      const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
      const cdp = await phone.context().newCDPSession(phone);
      let bytes = 0;
      cdp.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
      await cdp.send('Network.enable');
      await cdp.send('Network.emulateNetworkConditions', network);
      await phone.goto(respond_url, { waitUntil: 'load' });
      found.shift.push(await phone.evaluate<number>(moved));
      found.paint.push(await phone.evaluate<number>(painted));
      found.bytes.push(bytes);
      await phone.close();
    }
    await browser.close();
    balance(
      'pages looked at that settled',
      0,
      await service.count('select count(*) from response'),
    );
    place.keep('page', found);
    await service.stop();
    const shared = { against: '–', judged: 'itself', better: 'less' } as const;
    return [
      { what: 'page, bytes on the wire', unit: 'B', ...shared, ours: found.bytes, goal: 15_000 },
      { what: 'page, first paint on 3G', unit: 'ms', ...shared, ours: found.paint, goal: 1_000 },
      { what: 'page, layout shift', unit: '', ...shared, ours: found.shift, goal: 0 },
    ];
  },
};
