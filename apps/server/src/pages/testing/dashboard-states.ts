// Every state in which a person may meet the dashboard and its doors, and how to get there.
import type { Page } from 'playwright-core';
import { joinedAs, type SignedIn, signIn } from '../../testing/signed-in.ts';
import type { TestServer } from '../../testing/test-server.ts';
import { accountStates } from './account-states.ts';
import { approverStates } from './approver-states.ts';
import { keyStates } from './key-states.ts';
import { pauseStates } from './pause-states.ts';
import { webhookStates } from './webhook-states.ts';
import { recordStates } from './record-states.ts';

export interface DashboardStage {
  readonly server: TestServer;
  /** Of an account in use: what one state puts there, the others show too. */
  readonly owner: SignedIn;
  /** The owner's colleague. */
  readonly approver: SignedIn;
  /** Of an account in which nothing happened yet. */
  readonly newcomer: SignedIn;
}

export interface DashboardState {
  readonly name: string;
  /** Who looks; the owner unless told. */
  readonly who?: 'owner' | 'approver' | 'newcomer' | 'visitor';
  /** @returns the path to open */
  readonly prepare: (stage: DashboardStage) => Promise<string> | string;
  /** What the person does there. */
  readonly act?: (page: Page, stage: DashboardStage) => Promise<void>;
}

/** A folder's states stand in a file of their own, and here in a line. */
export const dashboardStates: readonly DashboardState[] = [
  ...accountStates,
  ...approverStates,
  ...keyStates,
  ...pauseStates,
  ...webhookStates,
  ...recordStates,
];

export async function dashboardStage(server: TestServer): Promise<DashboardStage> {
  const [owner, newcomer] = [await signIn(server), await signIn(server)];
  return { server, owner, newcomer, approver: await joinedAs(server, owner, 'approver') };
}

/** Leads a page into the state, as whoever looks at it. */
export async function enterDashboard(page: Page, state: DashboardState, stage: DashboardStage) {
  const { who = 'owner', prepare, act } = state;
  const path = await prepare(stage);
  const { url } = stage.server;
  await page.context().clearCookies();
  if (who !== 'visitor') {
    const cookies = stage[who].cookie().split('; ');
    await page.context().addCookies(
      cookies.map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        return { name, value, url, httpOnly: true };
      }),
    );
  }
  await page.goto(url + path);
  await act?.(page, stage);
}

/** Sends the page's one form, or that of the button with these words, and waits for what comes of it. */
export async function send(page: Page, words?: string): Promise<void> {
  const button = words === undefined ? 'main button.main' : `main button:has-text("${words}")`;
  const left = page.waitForEvent('domcontentloaded');
  await page.locator(button).first().click();
  await left;
}
