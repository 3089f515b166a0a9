// A decision signed by a real browser's passkey, checked offline: by its owner's key, which no operator has.
import { browserMissing, launchBrowser, timeToRead } from '@pausepoint/server/testing';
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { receipts } from 'pausepoint';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { askJson, postJson, register, withKey } from '../run-examples/human.ts';

const PATIENCE = 120_000;

describe.skipIf(browserMissing)('in a browser', () => {
  let service: Service;
  let browser: Browser;
  let apiKey: string;
  let keys: string;
  beforeAll(async () => {
    [service, browser] = await Promise.all([startService(), launchBrowser()]);
    apiKey = await register(service.url);
    keys = JSON.stringify(await get('/.well-known/jwks.json'));
  }, PATIENCE);
  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  const get = (path: string) => askJson(service.url + path, withKey(apiKey));
  const ask = (recipient: string) =>
    askJson(
      `${service.url}/v1/pause`,
      postJson(
        {
          ...{ recipient, channel: 'sms', require: 'passkey', message: 'Wire $8,400?' },
          ...{ options: ['Approve', 'Reject'], allow_text_response: true },
        },
        apiKey,
      ),
    );
  /** What the newest message to anybody says. */
  const message = (about: RegExp): Promise<string> =>
    vi.waitFor(
      async () => {
        const { data } = await get('/v1/sandbox/messages');
        const found = about.exec((data[0]?.text as string | undefined) ?? '');
        if (!found) throw new Error('nothing of that kind was sent');
        return found[1] ?? found[0];
      },
      { timeout: 30_000 },
    );

  async function somebody(): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(30_000);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true },
      },
    });
    return page;
  }

  async function press(page: Page, name: string): Promise<void> {
    const button = page.getByRole('button', { name, exact: true });
    await button.waitFor();
    await timeToRead(page);
    await button.click();
  }

  /** @returns what the API says of the decision, once it is sealed */
  async function decide(recipient: string) {
    const pause = await ask(recipient);
    const page = await somebody();
    await page.goto(await message(/https?:\S+/));
    await page.getByLabel('Note (optional)').fill('Checked the invoice.');
    await press(page, 'Approve');
    await press(page, 'Send me a code');
    await page.getByLabel('The 6-digit code').fill(await message(/\b(\d{6})\b/));
    await press(page, 'Set up a passkey');
    await press(page, 'Confirm with passkey: Approve');
    await page.getByRole('heading', { name: 'Answered: Approve' }).waitFor();
    await page.context().close();
    const path = `/v1/pause/${pause.pause_id as string}`;
    const answer = await vi.waitFor(() => get(`${path}/receipt`), { timeout: 30_000 });
    return { path, answer, text: JSON.stringify(answer) };
  }

  test(
    'it is proven by the pinned key, found where altered, gone once erased',
    { timeout: PATIENCE },
    async () => {
      const { path, answer, text } = await decide('+15550100');
      const first = await receipts.verify(text, { keys });
      expect(first).toMatchObject({ outcome: 'proven', passkey: { pinned: false } });
      const passkeys = first.passkey!.public_key;
      const verify = (receipt: string) => receipts.verify(receipt, { keys, passkeys });
      const { claims, ...pinned } = await verify(text);
      expect(pinned).toMatchObject({ outcome: 'proven', passkey: { pinned: true } });
      expect(claims).toMatchObject({ response_choice: 'Approve', decision: { via: 'page' } });

      const { passkey } = answer.evidence;
      for (const change of [
        { challenge: { ...passkey.challenge, text: null } },
        { signature: passkey.authenticator_data as string },
        { origin: 'https://elsewhere.example' },
      ]) {
        const evidence = { passkey: { ...passkey, ...change } };
        const verdict = await verify(JSON.stringify({ ...answer, evidence }));
        expect(verdict).toMatchObject({ outcome: 'tampered' });
      }
      const other = await decide('+15550111');
      expect(await verify(other.text)).toMatchObject({ outcome: 'unproven', fault: null });
      const swapped = JSON.stringify({ ...answer, evidence: other.answer.evidence });
      expect(await verify(swapped)).toMatchObject({ outcome: 'tampered' });

      await fetch(`${service.url}${path}/personal-data`, { ...withKey(apiKey), method: 'DELETE' });
      await expect(get(`${path}/receipt`)).rejects.toThrow(/410.*personal_data_erased/);
      // What was kept before is true for ever.
      expect(await verify(text)).toMatchObject({ outcome: 'proven' });
    },
  );
});
