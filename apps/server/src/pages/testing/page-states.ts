// Every state in which a person may meet the pages that a link opens, and how to get there.
import type { Fact } from '@pausepoint/core';
import { erasePersonalData, reportUnexpected, settle, type Act } from '@pausepoint/store';
import type { Page } from 'playwright-core';
import type { TestServer } from '../../testing/test-server.ts';
import { timeToRead } from '../testing-browser.ts';
import { ask, type Asked, type Question } from '../testing.ts';
import { proofStates } from './proof-states.ts';

export interface Stage {
  readonly server: TestServer;
  readonly developerId: string;
}

export interface PageState {
  readonly name: string;
  /** @returns the path and query of the link that shows it */
  readonly prepare: (stage: Stage) => Promise<string>;
  /** What a person does there with the page's script running. */
  readonly act?: (page: Page) => Promise<void>;
  /** Looks another way without script, which is worth a look of its own. */
  readonly withoutScript?: true;
  /** Written in that language alone. */
  readonly english?: true;
}

const HOUR = 3_600_000;

const patch = `@@ -12,3 +12,3 @@
 limits:
-  daily: 5000
+  daily: 10000
   currency: USD`;

const facts: readonly Fact[] = [
  { label: 'Invoice', value: 'INV-20931, due tomorrow' },
  { label: 'Amount', value: 8400, kind: 'money' },
  { label: 'Records', value: 1187, kind: 'count' },
  { label: 'To', value: 'Meridian Supplies' },
  { label: 'Where', value: 'https://bank.example@evil.example/pay?invoice=20931', kind: 'url' },
  { label: 'Change', value: patch, kind: 'diff' },
  { label: 'Request', value: { account: 'DE02', lines: [1, 2, 3] }, kind: 'json' },
  { label: 'History', value: 'Paid on time, every month, since the first order. '.repeat(20) },
];

const content = {
  developerName: 'Example Finance',
  agent: { name: 'payments-7', run_id: 'run_8f41', on_behalf_of: 'Lee Chen' },
  message: `Wire $8,400 to Meridian Supplies?
It matches purchase order 1187 and last month’s amount.
Paying today keeps the 2 % discount.`,
  context: facts.slice(0, 4),
};
const plain = { ...content, message: 'Send the newsletter?', context: null, timeoutDefault: null };

/** Words that run the other way than the page, and that are longer than a line. */
const foreign = {
  ...content,
  developerName: 'مالية المثال',
  agent: { name: 'سوكيل-٧' },
  message: `هل نحوّل ٨٬٤٠٠ دولار إلى Meridian Supplies؟\nيطابق أمر الشراء 1187.`,
  context: [{ label: 'المبلغ', value: '٨٬٤٠٠ دولار', kind: 'money' as const }],
  options: ['موافقة', 'رفض', 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'],
  timeoutDefault: 'رفض',
};

const asked = async ({ server, developerId }: Stage, question: Question): Promise<Asked> =>
  ask(server, developerId, { ...question, content: { ...content, ...question.content } });

const link =
  (question: Question, query = '') =>
  async (stage: Stage): Promise<string> =>
    (await asked(stage, question)).link + query;

/** A page behind the question's own. */
const below =
  (path: string) =>
  async (stage: Stage): Promise<string> =>
    (await asked(stage, {})).link + path;

const report = ({ server }: Stage, { developerId, pauseId }: Asked): Promise<unknown> =>
  reportUnexpected(server.store, { developerId, pauseId, recipientIndex: 0 });

async function reported(stage: Stage): Promise<string> {
  const pause = await asked(stage, {});
  await report(stage, pause);
  return pause.link;
}

/** What became of it before the link was opened. */
const settled =
  (act: (of: Asked) => Act, question: Question = {}) =>
  async (stage: Stage): Promise<string> => {
    const pause = await asked(stage, question);
    await settle(stage.server.store, [act(pause)]);
    return pause.link;
  };

const answered =
  (text: string | null) =>
  ({ developerId, pauseId }: Asked): Act => ({
    ...{ kind: 'respond', developerId, pauseId },
    answer: { choice: 'Approve', text, via: 'page', identifiedBy: 'link', recipientIndex: 0 },
  });

/** Answered with time to take it back: a short one would be over while somebody looks. */
const held =
  (question: Question, openedBy: 'link' | 'callerLink' = 'link') =>
  async (stage: Stage): Promise<string> => {
    const pause = await asked(stage, { undoSeconds: 60, ...question });
    await settle(stage.server.store, [answered('Checked with Ana.')(pause)]);
    return pause[openedBy];
  };

/** What is left of a settled pause whose personal data was erased. */
const erased =
  (act: (of: Asked) => Act, also?: (stage: Stage, of: Asked) => Promise<unknown>) =>
  async (stage: Stage): Promise<string> => {
    const pause = await asked(stage, {});
    const { developerId, pauseId: id } = pause;
    await also?.(stage, pause);
    await settle(stage.server.store, [act(pause)]);
    await erasePersonalData(stage.server.store, { developerId, mode: 'live', id });
    return pause.link;
  };

const withdrawn = ({ developerId, pauseId }: Asked): Act => ({
  ...{ kind: 'cancel', mode: 'live', developerId, pauseId },
});

const twoHoursAgo = () => ({ createdAt: new Date(Date.now() - 2 * HOUR) });

async function choose(page: Page): Promise<void> {
  await timeToRead(page);
  await page.locator('#taps button').first().click();
  await page.locator('#taps .confirm').waitFor();
}

const openCode = (page: Page): Promise<void> => page.locator('.other').click();

async function typeWrongCode(page: Page): Promise<void> {
  await page.evaluate(`location.hash = 'code'`);
  for (const option of (await page.locator('#code input[type=radio]').all()).slice(0, 1)) {
    await option.check();
  }
  await page.locator('#code input[name=code]').fill('no');
  await page.locator('#code button').click();
  await page.locator('#code.open').waitFor();
}

/** A form of a kind that the server does not read. */
async function sendNonsense(page: Page): Promise<void> {
  const left = page.waitForEvent('domcontentloaded');
  await page.evaluate(`{
    const form = document.querySelector('#code');
    form.enctype = 'text/plain';
    form.submit();
  }`);
  await left;
}

async function clickInsteadOfHolding(page: Page): Promise<void> {
  await page.locator('#taps .confirm').waitFor();
  await timeToRead(page);
  await page.locator('#taps .confirm').click();
  await page.locator('#say:not(:empty)').waitFor();
}

async function loseCookies(page: Page): Promise<void> {
  await page.route('**/respond/**', async (route) => {
    await page.context().clearCookies();
    await route.continue();
  });
  await timeToRead(page);
  await page.locator('#taps button').first().click();
  await page.locator('#code.open').waitFor();
}

export const pageStates: readonly PageState[] = [
  { name: 'tap', prepare: link({}), withoutScript: true },
  { name: 'confirm', prepare: link({ channel: 'email' }) },
  { name: 'confirm-offered', prepare: link({ channel: 'email' }), act: choose },
  {
    name: 'preselected',
    prepare: link({ channel: 'email' }, '?choice=1'),
    act: (page) => page.locator('#taps .confirm').waitFor(),
    withoutScript: true,
  },
  { name: 'hold', prepare: link({ risk: 'high' }) },
  { name: 'hold-offered', prepare: link({ risk: 'high' }), act: choose },
  {
    name: 'hold-too-short',
    prepare: link({ channel: 'email' }, '?choice=0'),
    act: clickInsteadOfHolding,
  },
  { name: 'no-note-no-facts', prepare: link({ content: { ...plain, allowTextResponse: false } }) },
  { name: 'facts', prepare: link({ content: { context: facts } }), withoutScript: true },
  {
    name: 'facts-unfolded',
    prepare: link({ content: { context: facts } }),
    act: (page) => page.locator('summary').click(),
  },
  { name: 'foreign-words', prepare: link({ content: foreign }), withoutScript: true },
  { name: 'code', prepare: link({}), act: openCode },
  { name: 'code-wrong', prepare: link({}), act: typeWrongCode },
  { name: 'no-cookies', prepare: link({}), act: loseCookies },
  {
    name: 'view-only',
    prepare: async (stage) => (await asked(stage, { sandboxed: false })).callerLink,
    withoutScript: true,
  },
  { name: 'held', prepare: held({ channel: 'email' }), withoutScript: true },
  { name: 'held-code-wrong', prepare: held({}), act: typeWrongCode },
  { name: 'held-no-cookies', prepare: held({}), act: loseCookies },
  { name: 'held-not-mine', prepare: held({}, 'callerLink') },
  { name: 'answered', prepare: settled(answered(null)), withoutScript: true },
  { name: 'answered-with-note', prepare: settled(answered('Checked with Ana.\nOnce only.')) },
  { name: 'timed-out', prepare: (stage) => link({ ...twoHoursAgo(), content: plain })(stage) },
  { name: 'timed-out-default', prepare: (stage) => link(twoHoursAgo())(stage) },
  { name: 'cancelled', prepare: settled(withdrawn) },
  { name: 'erased-answered', prepare: erased(answered('Checked with Ana.')), withoutScript: true },
  { name: 'erased-cancelled', prepare: erased(withdrawn) },
  { name: 'erased-reported', prepare: erased(withdrawn, report) },
  { name: 'report', prepare: below('/report'), withoutScript: true },
  { name: 'report-code-wrong', prepare: below('/report'), act: typeWrongCode },
  { name: 'reported', prepare: reported, withoutScript: true },
  { name: 'unknown', prepare: async () => '/respond/unknown', withoutScript: true },
  { name: 'error', prepare: link({}), act: sendNonsense },
  { name: 'docs-audit', prepare: async () => '/docs/audit', english: true },
  ...proofStates,
];

/** The link as the page's own switch would write it. */
export const inLanguage = (path: string, lang: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;

/** Leads a page into the state. */
export async function enter(page: Page, state: PageState, stage: Stage, lang: string) {
  await page.goto(stage.server.url + inLanguage(await state.prepare(stage), lang));
  await state.act?.(page);
}
