// What machines do to links before a person sees them: previews, mail scanners, drivers of browsers.
import type { Browser, Page } from 'playwright-core';
import { timeToRead } from '../testing-browser.ts';

const fetchers: readonly Readonly<Record<string, string>>[] = [
  { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' },
  { 'user-agent': 'TelegramBot (like TwitterBot)' },
  { 'user-agent': 'WhatsApp/2.24', accept: '*/*' },
  {
    'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142',
    'sec-purpose': 'prefetch',
  },
  { 'user-agent': '', 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' },
];

/** Everything that only fetches. */
export async function preview(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    for (const headers of fetchers) {
      await fetch(url, { method: 'HEAD', headers });
      await (await fetch(url, { headers })).text();
    }
  }
}

/** Chromium itself prefetches, frames and loads the link, sent there by a foreign page. */
export async function prefetch(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage();
  const asked = page.waitForResponse(url);
  await page.setContent(
    `<link rel="prefetch" href="${url}"><link rel="preload" as="fetch" href="${url}">
    <iframe src="${url}"></iframe><img src="${url}"><object data="${url}"></object>`,
  );
  await asked;
  await page.close();
}

/**
 * Sends every event a script can make to every control but links, and holds and releases them;
 * twice, the last first, for the first round may have brought a control to confirm with.
 */
const pressEverything = `(async () => {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const all = 'button, input, textarea, select, label, summary, [role], [tabindex]';
  const controls = () => [...document.querySelectorAll(all)].toReversed();
  const begin = ['pointerover', 'pointerenter', 'pointerdown', 'mousedown', 'touchstart', 'focus'];
  const end = ['pointerup', 'mouseup', 'touchend', 'click'];
  const kindOf = (type) =>
    /^pointer|click/.test(type) ? PointerEvent : /^mouse/.test(type) ? MouseEvent : Event;
  const how = { bubbles: true, cancelable: true, composed: true, isPrimary: true, detail: 1 };
  const send = (control, types) => {
    for (const type of types) control.dispatchEvent(new (kindOf(type))(type, how));
  };
  const type = (control, type) => {
    for (const key of ['Enter', ' ']) control.dispatchEvent(new KeyboardEvent(type, { ...how, key }));
  };
  const stay = (event) => event.preventDefault();
  addEventListener('submit', stay);
  for (const patience of [750, 1500]) {
    await pause(patience);
    for (const control of controls()) { send(control, begin); type(control, 'keydown'); }
    await pause(750);
    for (const control of controls()) { type(control, 'keyup'); send(control, end); control.click(); }
  }
  removeEventListener('submit', stay);
})()`;

/** Fills whatever a form wants and sends it, past its own checks where it can. */
const submits = ['requestSubmit()', 'submit()', 'querySelector("button, [type=submit]").click()'];
const submit = (form: number, how: string): string => `{
  const form = document.forms[${form}];
  for (const field of form.elements) {
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = true;
    else if ('value' in field && !field.value) field.value = '1';
  }
  form.noValidate = true;
  form.${how};
}`;

const forms = `document.forms.length`;
const links = `[...document.links].map((link) => link.href.split('#')[0])`;
const clickLinks = `for (const link of document.links) link.click()`;

/**
 * Opens the links, and all they lead to on our site, and does what a script can do there.
 *
 * @returns everything it has opened
 */
export async function scan(
  browser: Browser,
  urls: readonly string[],
  read: () => void,
): Promise<ReadonlySet<string>> {
  const context = await browser.newContext();
  const { host } = new URL(urls[0]!);
  const seen = new Set<string>();
  const visit = async (url: string): Promise<void> => {
    if (seen.has(url) || new URL(url).host !== host) return;
    seen.add(url);
    // The same page in other words.
    if (/lang=/.test(url)) return void (await context.request.get(url));
    const page = await context.newPage();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(url);
    await page.evaluate(pressEverything);
    await page.reload();
    // The same page with another choice has the same forms.
    if (!/choice=[^0]/.test(url)) await submitEverything(page, read);
    const found = await clickEveryLink(page);
    await page.close();
    await Promise.all(found.map(visit));
  };
  await Promise.all(urls.map(visit));
  await context.close();
  return seen;
}

/** What answers a form that was refused has the form again. */
async function submitEverything(page: Page, read: () => void): Promise<void> {
  for (const how of submits) {
    for (let form = 0; form < (await page.evaluate<number>(forms)); form++) {
      read();
      const left = page.waitForEvent('domcontentloaded');
      await page.evaluate(submit(form, how));
      await left;
    }
  }
}

/** @returns where they lead; the browser itself follows one of them. */
async function clickEveryLink(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate<string[]>(links);
  const here = page.url().split('#')[0];
  const left = found.some((url) => url !== here) && page.waitForEvent('load');
  await page.evaluate(clickLinks);
  await left;
  return found;
}

/** A browser driven from outside: one real click on every control the page came with. */
export async function clickEveryControl(page: Page, url: string): Promise<number> {
  await page.goto(`${url}#code`);
  if (url.includes('choice=')) await page.locator('#taps .confirm').waitFor();
  await timeToRead(page);
  const visible = ['button', 'textarea', 'input', 'summary'].map((name) => `${name}:visible`);
  const controls = await page.locator(visible.join(', ')).elementHandles();
  for (const control of controls) {
    // Choosing again takes the way to confirm away.
    if (await control.isVisible()) await control.click();
  }
  const followed = await page.locator('a:visible').evaluateAll((all) => all.map(String));
  for (const link of followed) await page.goto(link);
  return controls.length;
}
