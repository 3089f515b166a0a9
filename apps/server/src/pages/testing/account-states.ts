// The doors and what is about oneself: signing up, in and out, account and team.
import { randomUUID } from 'node:crypto';
import { findPersonByEmail, invite, inviteToSignUp } from '@pausepoint/store';
import type { Page } from 'playwright-core';
import { joinedAs, testBrowser } from '../../testing/signed-in.ts';
import { type DashboardStage, type DashboardState, send } from './dashboard-states.ts';

/** Of the newcomer's, who is in nobody's way. */
async function invitation({ server, newcomer }: DashboardStage, email: string): Promise<string> {
  const { personId, developerId } = (await findPersonByEmail(server.store, newcomer.email))!;
  const given = { email, role: 'approver', invitedBy: personId, now: new Date() } as const;
  const made = await invite(server.store, { ...given, developerId: developerId! });
  return `/invite/${made!.token}`;
}

const newAddress = (): string => `${randomUUID()}@example.com`;

async function signUpInvitation({ server }: DashboardStage): Promise<string> {
  const given = { email: newAddress(), invitedBy: null, now: new Date() };
  return `/invite/${(await inviteToSignUp(server.store, given)).token}`;
}

async function openAccount(page: Page): Promise<void> {
  await page.locator('#name').fill('Acme Corp');
  await page.locator('#email').fill(newAddress());
  await page.locator('#password').fill('correct horse battery');
  await send(page);
}

async function wrongPassword(page: Page): Promise<void> {
  await page.locator('#email').fill('nobody@example.com');
  await page.locator('#password').fill('not the password');
  await send(page);
}

async function tooShort(page: Page): Promise<void> {
  await page.locator('#password').fill('short');
  await send(page);
}

async function inviteSomebody(page: Page): Promise<void> {
  await page.locator('#email').fill(newAddress());
  await send(page);
}

const member = async ({ server, owner }: DashboardStage): Promise<string> => {
  await joinedAs(server, owner, 'approver');
  const { text } = await owner.get('/team');
  return [...text.matchAll(/\/team\/prs_[\w-]+/g)].at(-1)![0];
};

async function signedInElsewhere({ server, owner }: DashboardStage): Promise<string> {
  await testBrowser(server).signIn(owner.email);
  return '/account';
}

const visitor = { who: 'visitor' } as const;

export const accountStates: readonly DashboardState[] = [
  { ...visitor, name: 'greeting', prepare: () => '/' },
  { ...visitor, name: 'sign-in', prepare: () => '/sign-in' },
  { ...visitor, name: 'sign-in-wrong', prepare: () => '/sign-in', act: wrongPassword },
  { ...visitor, name: 'sign-up', prepare: () => '/sign-up' },
  {
    ...{ ...visitor, name: 'sign-up-faults', prepare: () => '/sign-up' },
    async act(page) {
      await page.locator('#name').fill('Acme \u202e Corp');
      await page.locator('#email').fill('you@example');
      await tooShort(page);
    },
  },
  { ...visitor, name: 'signed-up', prepare: () => '/sign-up', act: openAccount },
  { ...visitor, name: 'reset', prepare: () => '/reset' },
  {
    ...{ ...visitor, name: 'reset-asked', prepare: () => '/reset' },
    async act(page) {
      await page.locator('#email').fill('you@example.com');
      await send(page);
    },
  },
  { ...visitor, name: 'reset-over', prepare: () => '/reset/unknown' },
  { ...visitor, name: 'invited', prepare: (stage) => invitation(stage, newAddress()) },
  {
    ...{ ...visitor, name: 'invited-known' },
    prepare: (stage) => invitation(stage, stage.owner.email),
  },
  { ...visitor, name: 'invited-to-sign-up', prepare: signUpInvitation },
  { ...visitor, name: 'invitation-over', prepare: () => '/invite/unknown' },
  { name: 'account', prepare: signedInElsewhere },
  {
    ...{ name: 'account-faults', prepare: () => '/account' },
    async act(page) {
      await page.locator('#current').fill('wrong');
      await page.locator('#password').fill('short');
      await send(page, 'Change the password');
    },
  },
  { name: 'team', prepare: async (stage) => (await member(stage)) && '/team', act: inviteSomebody },
  { name: 'member', prepare: member },
  { name: 'member-remove', prepare: async (stage) => `${await member(stage)}/remove` },
  { name: 'team-alone', who: 'newcomer', prepare: () => '/team' },
];
