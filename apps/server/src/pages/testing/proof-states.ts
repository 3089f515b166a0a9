// The states of questions that want a code or a passkey beside the link.
import { addPasskey, requestCode } from '@pausepoint/store';
import type { Page } from 'playwright-core';
import { timeToRead } from '../testing-browser.ts';
import { ask, type Asked, type Question } from '../testing.ts';
import type { PageState, Stage } from './page-states.ts';

const content = { developerName: 'Example Finance', agent: { name: 'payments-7' } };

const link =
  (question: Question, before?: (stage: Stage, asked: Asked) => Promise<unknown>, query = '') =>
  async (stage: Stage): Promise<string> => {
    const asked = await ask(stage.server, stage.developerId, { content, ...question });
    await before?.(stage, asked);
    return asked.link + query;
  };

/** Long enough ago for another one to be asked for. */
const MINUTE = 60_000;

const byCode = { require: 'code' } as const;
const byPasskey = { require: 'passkey' } as const;

const keyOf = ({ developerId, pauseId }: Asked) => ({ developerId, pauseId, recipientIndex: 0 });

const withCode = ({ server: { store } }: Stage, asked: Asked) =>
  requestCode(store, { ...keyOf(asked), now: new Date(Date.now() - MINUTE) });

async function withFiveCodes(stage: Stage, asked: Asked): Promise<void> {
  for (let code = 0; code < 5; code++) await withCode(stage, asked);
}

/** The address is another one each time, so that it has none from the state before. */
const withPasskey = ({ server: { store } }: Stage, asked: Asked) =>
  addPasskey(
    store,
    { ...keyOf(asked), mode: 'live', rpId: 'localhost' },
    {
      ...{ credentialId: asked.pauseId, publicKey: Buffer.from('a key'), counter: 0 },
      ...{ transports: ['internal'], now: new Date() },
    },
  );

async function choose(page: Page): Promise<void> {
  await timeToRead(page);
  await page.locator('#taps button').first().click();
  await page.locator('#taps .slot > *').first().waitFor();
}

async function send(page: Page): Promise<void> {
  await choose(page);
  await timeToRead(page);
  await page.locator('.send').click();
  await page.locator('.sent').waitFor();
}

/** What came of it, in whatever words. */
const told = (page: Page): Promise<void> =>
  page.locator('#taps:not(.busy) ~ #say:not(:empty)').waitFor();

async function typeWrong(page: Page): Promise<void> {
  await page.locator('.sent input').waitFor();
  await page.locator('.sent input').fill('000000');
  await timeToRead(page);
  await page.locator('.slot .confirm').click();
  await told(page);
}

async function sendTooMany(page: Page): Promise<void> {
  await settledFor(page);
  await timeToRead(page);
  await page.locator('.again').click();
  await told(page);
}

async function typeWrongForm(page: Page): Promise<void> {
  await page.evaluate(`location.hash = 'code'`);
  await page.locator('#code input[type=radio]').first().check();
  await page.locator('#code input[name=code]').fill('1');
  await page.locator('#code button').click();
  await page.locator('#code.open').waitFor();
}

const settledFor = (page: Page): Promise<void> => page.locator('.slot .confirm').waitFor();

async function withoutPasskeys(page: Page): Promise<void> {
  await page.route('**/assets/proof.*', async (route) => {
    const script = await (await route.fetch()).text();
    await route.fulfill({ body: `delete window.PublicKeyCredential;${script}` });
  });
  await page.reload();
  await page.locator('#code.open').waitFor();
}

export const proofStates: readonly PageState[] = [
  { name: 'proof-code', prepare: link(byCode), withoutScript: true },
  { name: 'proof-code-chosen', prepare: link({ ...byCode, channel: 'email' }), act: choose },
  { name: 'proof-code-sent', prepare: link(byCode), act: send },
  {
    name: 'proof-code-open',
    prepare: link(byCode, withCode, '?choice=1'),
    act: settledFor,
    withoutScript: true,
  },
  {
    name: 'proof-code-high',
    prepare: link({ ...byCode, risk: 'high' }, withCode, '?choice=0'),
    act: settledFor,
  },
  { name: 'proof-code-wrong', prepare: link(byCode, withCode, '?choice=0'), act: typeWrong },
  {
    name: 'proof-code-too-many',
    prepare: link(byCode, withFiveCodes, '?choice=0'),
    act: sendTooMany,
  },
  { name: 'proof-code-wrong-form', prepare: link(byCode, withCode), act: typeWrongForm },
  { name: 'proof-passkey', prepare: link(byPasskey), withoutScript: true },
  { name: 'proof-passkey-sent', prepare: link(byPasskey), act: send },
  {
    name: 'proof-passkey-chosen',
    prepare: link(byPasskey, withPasskey, '?choice=0'),
    act: settledFor,
  },
  { name: 'proof-passkey-nowhere', prepare: link(byPasskey), act: withoutPasskeys },
];
