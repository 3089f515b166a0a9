// The keys' pages: none, some, made, changed, refused.
import type { Page } from 'playwright-core';
import type { SignedIn } from '../../testing/signed-in.ts';
import { type DashboardStage, type DashboardState, send } from './dashboard-states.ts';

const limited = {
  name: 'invoice-agent',
  role: 'agent',
  'policy.recipients': '+15550100\nana@example.com\nlee@example.com',
  'policy.channels': ['sms', 'email'],
  'policy.min_risk': 'high',
  'policy.min_require': 'code',
  'policy.pauses_per_hour': '20',
};

/** @returns the path of a key made now */
async function made({ owner }: DashboardStage): Promise<string> {
  await owner.post('/keys?mode=test', limited);
  return newest(owner);
}

const newest = async (owner: SignedIn): Promise<string> =>
  /\/keys\/key_[\w-]+/.exec((await owner.get('/keys?mode=test')).text)![0];

async function fillWrong(page: Page): Promise<void> {
  await page.locator('summary').click();
  await page.locator('[name="policy.pauses_per_hour"]').fill('1000000');
  await page.locator('[name="policy.recipients"]').fill('x'.repeat(2_100));
  await page.evaluate(
    `document.querySelector('[name="policy.pauses_per_hour"]').removeAttribute('max')`,
  );
  await page.locator('[name="policy.pauses_per_hour"]').fill('99999999');
  await send(page);
}

export const keyStates: readonly DashboardState[] = [
  { name: 'keys', prepare: async (stage) => (await made(stage)) && '/keys?mode=test' },
  {
    name: 'keys-new',
    prepare: () => '/keys/new?mode=test',
    act: (page) => page.locator('summary').click(),
  },
  { name: 'keys-new-faults', prepare: () => '/keys/new?mode=test', act: fillWrong },
  { name: 'keys-made', prepare: () => '/keys/new?mode=test', act: (page) => send(page) },
  { name: 'key', prepare: made },
  { name: 'key-rotated', prepare: made, act: (page) => send(page, 'Rotate') },
  { name: 'key-revoke', prepare: async (stage) => `${await made(stage)}/revoke` },
  {
    name: 'key-revoked',
    prepare: async (stage) => `${await made(stage)}/revoke`,
    act: (page) => send(page, 'Revoke'),
  },
  { name: 'not-found', prepare: () => '/keys/key_0197e0a8-1b3c-7def-8123-456789abcdef' },
];
