// The real browser the pages are tested in; without one those tests are skipped, and say so.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

export const browserMissing = !existsSync(executablePath);
if (browserMissing) {
  process.stderr.write(`SKIPPED: pages in a browser (no ${executablePath}; install chromium)\n`);
}

/** Without the connections a fresh Chromium makes on its own. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath, args });
