// What a person reads on the page is what the digest in the audit log was made of, word for word.
import { contentDigest, type Content } from '@pausepoint/core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openLink } from '../respond-link.ts';
import { enter, pageStates } from './testing/page-states.ts';
import { asksHere, namesWhoAsks, readContent } from './testing/read-content.ts';
import { browserMissing } from './testing-browser.ts';
import { useBrowser } from './use-browser.ts';

const reader = { viewport: { width: 390, height: 844 }, locale: 'en-GB', timezoneId: 'Asia/Tokyo' };

/** Each alone is a way to show one thing and to have another one signed. */
const hostile: Readonly<Record<string, Partial<Content>>> = {
  'text that runs backwards': {
    message: 'Delete \u202Esetatsnwod\u202C?\nOnly \u2066drafts\u2069 are \u200Fgone.',
    options: ['Keep\u202E', '\u2067Delete'],
    timeoutDefault: 'Keep\u202E',
  },
  'letters nobody sees': {
    developerName: 'Exam\u200Bple\u00AD Finance',
    agent: { name: 'pay\u2060ments', run_id: 'run\u200B_7', on_behalf_of: 'Lee\u3164 Chen' },
    message: 'Pay\u200B\uFEFF?\u{E0041}',
    context: [{ label: 'To\u200D', value: 'Meridian\u2800\u0007' }],
  },
  'padding that pushes the truth away': {
    message: `Pay $1?${'\n'.repeat(90)}And then $9,000.${'\n'.repeat(40)}Each month.`,
    context: [{ label: 'Terms', value: `none${'\n'.repeat(60)}but these` }],
  },
  'markup, of whatever kind': {
    developerName: '</b></header><h1>Bank</h1>',
    message: '<script>alert(1)</script>\n<!channel> *bold* [a](https://evil.example) &lt;b&gt;',
    options: ['<button>Approve</button>', '"><img src=x>', "' onclick='"],
    timeoutDefault: '"><img src=x>',
    context: [{ label: '</dt><dd>safe</dd>', value: '</dl><form action="https://evil.example">' }],
  },
  'an agent that is nothing but its run': { agent: { run_id: `${'w'.repeat(180)} for Ada` } },
  'the page’s own words': {
    developerName: 'PausePoint',
    agent: { name: 'asks you', on_behalf_of: 'everybody' },
    message: 'Answered: Approve\nThe agent says\nThis is final; you can close this page.',
    options: ['Undo', 'Record my answer', 'Confirm: Reject'],
    timeoutDefault: null,
    allowTextResponse: false,
  },
  'look-alikes and long words': {
    message: `Pаy Μeridian?\n${'x'.repeat(3_000)}`,
    options: ['Αpprove', 'Approve', 'W'.repeat(64)],
    timeoutDefault: 'Αpprove',
  },
  'facts of every type': {
    context: [
      { label: 'Target', value: 'prod' },
      { label: 'Rows', value: 1_234_567.5, kind: 'count' },
      { label: 'Refund', value: true },
      { label: 'Refund', value: false },
      { label: 'Reason', value: null },
      { label: 'Body', value: { b: ['1,000', null], a: '\u202E' } },
      { label: 'Link', value: 'https://bank.example@evil.example/\u202Egnp', kind: 'url' },
      { label: 'Diff', value: '- old\n+ new\n\n', kind: 'diff' },
      { label: 'Log', value: 'line\n'.repeat(200), kind: 'json' },
    ],
  },
};

describe.skipIf(browserMissing)('in a browser', { timeout: 240_000 }, () => {
  const scene = useBrowser();

  /** The digest recorded when it was asked, and that of what is on the page now. */
  async function digests(page: Page) {
    const [, token = ''] = /\/respond\/([^/?]+)/.exec(page.url()) ?? [];
    const { pause } = await openLink(scene.server, decodeURIComponent(token));
    const read = await readContent(page, pause.content);
    const shown = contentDigest(read, pause.digestSalt);
    // With what was shown the salt is gone too: nobody can tell any more, and nothing is asked.
    return { recorded: pause.contentDigest, shown, erased: pause.erasedAt !== null };
  }

  test('every state that shows a question shows what its digest covers', async () => {
    let asking = 0;
    const untold: string[] = [];
    const states = pageStates.values();
    async function readAll(): Promise<void> {
      const page = await scene.browser.newPage(reader);
      for (const state of states) {
        await page.unrouteAll();
        await enter(page, state, scene, 'en');
        if (await namesWhoAsks(page)) {
          const { recorded, shown, erased } = await digests(page);
          if (shown !== recorded && !erased) untold.push(state.name);
          if (await asksHere(page)) asking++;
        }
      }
      await page.close();
    }
    await Promise.all(Array.from({ length: 4 }, readAll));
    expect(untold).toEqual([]);
    expect(asking).toBeGreaterThanOrEqual(13);
  });

  test('shown is what is signed, however it was written, with script and without', async () => {
    const untold: string[] = [];
    for (const javaScriptEnabled of [true, false]) {
      const page = await scene.browser.newPage({ ...reader, javaScriptEnabled });
      for (const [name, content] of Object.entries(hostile)) {
        const { link } = await scene.ask({
          content: { developerName: 'Example Finance', ...content },
        });
        await page.goto(scene.server.url + link);
        const what = `${name}, ${javaScriptEnabled ? 'with' : 'without'} script`;
        await digests(page).then(
          ({ recorded, shown }) => shown !== recorded && untold.push(what),
          (error: Error) => untold.push(`${what}: ${error.message}`),
        );
      }
      await page.close();
    }
    expect(untold).toEqual([]);
  });

  test('a word changed, hidden or left out on the page is found', async () => {
    const { link } = await scene.ask({
      content: { message: 'Pay?\nToday.', agent: { run_id: 'run_7' } },
    });
    const page = await scene.visit(link, reader);
    for (const fraud of [
      '',
      `document.querySelector('h1').textContent = 'Pay!'`,
      `document.querySelector('dd bdi').textContent = '840'`,
      `document.querySelector('#taps button bdi').textContent = 'Reject'`,
      `document.querySelector('.said').remove()`,
      `document.querySelector('.top small').remove()`,
      `document.querySelector('.said bdi').style.visibility = 'hidden'`,
      `document.querySelector('#note').remove()`,
      `document.querySelector('.time time').dateTime = '2030-01-01T00:00:00.000Z'`,
    ]) {
      await page.goto(scene.server.url + link);
      await page.evaluate(fraud);
      const honest = await digests(page).then(
        ({ recorded, shown }) => shown === recorded,
        () => false,
      );
      expect(honest, fraud).toBe(fraud === '');
    }
    await page.close();
  });
});
