// A passkey added and signed in with by hand, in a real browser with an authenticator in software.
import { describe, expect, test } from 'vitest';
import { testDeveloper, PASSWORD } from '../../testing/test-developer.ts';
import { browserMissing } from '../testing-browser.ts';
import { useBrowser } from '../use-browser.ts';

describe.skipIf(browserMissing)('in a browser', { timeout: 120_000 }, () => {
  const scene = useBrowser();

  test('a passkey is added on the account page, and opens the account without a password', async () => {
    const { email } = await testDeveloper(scene.server);
    const context = await scene.browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true },
      },
    });
    // Passkeys need a name: the server's, not its number.
    const home = scene.server.url.replace('127.0.0.1', 'localhost');
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

    await page.goto(`${home}/sign-in?next=/account`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await press('Sign in');
    await page.getByRole('heading', { name: 'Account' }).waitFor();
    await press('Add a passkey');
    await page.getByText('The passkey is added.').waitFor();
    await press('Sign out');
    await page.getByText('You are signed out.').waitFor();

    await page.goto(`${home}/sign-in?next=/account`);
    await press('Sign in with a passkey');
    await page.getByText(email, { exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/account');
    expect(faults).toEqual([]);
    await context.close();
  });
});
