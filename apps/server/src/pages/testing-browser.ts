// The real browser the pages are tested in; without one those tests are skipped, and say so.
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The same engine twice; the first draws no window around it, which is half of the work and more. */
const programs = ['chromium-headless-shell', 'chromium'];
const executablePath = programs.map((name) => `/usr/bin/${name}`).find((path) => existsSync(path));

export const browserMissing = executablePath === undefined;
if (browserMissing) {
  process.stderr.write(`SKIPPED: pages in a browser (install ${programs.join(' or ')})\n`);
}

/**
 * Without the connections a fresh Chromium makes on its own, and without a process held ready for
 * another site: between several readers it is thrown away and made again at every page they open.
 */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-site-isolation-trials',
];

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ ...(executablePath && { executablePath }), args });

/** The page counts on the browser's own clock, and the server on its own: both have to pass. */
export async function timeToRead(page: Page): Promise<void> {
  const clock = () => page.evaluate<number>('performance.now()');
  const until = (await clock()) + 750;
  // Asked from outside: the page's policy forbids a predicate in its own world.
  for (let left = 750; left >= 0; left = until - (await clock())) await setTimeout(left + 1);
}

/** What a person does, in any language: chooses an option and confirms it as the page asks. */
export async function answerByHand(page: Page, index: number): Promise<void> {
  const way = await page.locator('#taps').getAttribute('data-way');
  await timeToRead(page);
  await page.locator(`#taps button[value="${index}"]`).click();
  if (way === 'tap') return;
  if (way === 'hold') return holdToConfirm(page);
  const confirm = page.locator('#taps .confirm');
  await confirm.waitFor();
  await timeToRead(page);
  await confirm.click();
}

/** Keeps the control pressed; whoever calls waits for what comes of it. */
export async function holdToConfirm(page: Page): Promise<void> {
  const confirm = page.locator('#taps .confirm');
  await confirm.waitFor();
  await timeToRead(page);
  await confirm.hover();
  await page.mouse.down();
}

/** Reads the digits and types them. */
export async function answerByCode(page: Page, index: number): Promise<void> {
  await page.locator(`#code input[value="${index}"]`).check();
  await page.locator('#code input[name=code]').fill((await page.locator('.digits').textContent())!);
  await timeToRead(page);
  await page.locator('#code button').click();
}
