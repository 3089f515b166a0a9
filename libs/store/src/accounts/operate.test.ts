// What an operator sees of developers, and what becomes of one who is disabled.
import { usagePeriod } from '@pausepoint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimNotifications } from '../deliveries/claim-notifications.ts';
import { register } from './developers.ts';
import { findPauseByLink } from '../pauses/find-pause.ts';
import { changePlan, disableDeveloper, enableDeveloper, listDevelopers } from './operate.ts';
import { findReset, makeReset, resetPassword } from './passwords.ts';
import { findSession, openSession } from './sessions.ts';
import { testStore, type TestStore } from '../testing.ts';
import { keyOf, opened } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const now = new Date();
const all = { period: usagePeriod(now), limit: 100 };
const account = (email: string) =>
  register(store, { email, name: 'Acme', passwordHash: '-', plan: 'free', now });

test('developers are listed with owners, live pauses of the month and plan, or one of them', async () => {
  const { developerId } = await account('list@example.com');
  await account('other@example.com');
  await opened(store, { developerId });
  await opened(store, { developerId, mode: 'test' });
  await opened(store, { developerId, createdAt: new Date('2026-01-05') });
  await changePlan(store, { developerId, plan: 'pro' });
  const told = {
    id: developerId,
    owners: ['list@example.com'],
    members: 1,
    pauses: 1,
    plan: 'pro',
  };
  expect(await listDevelopers(store, { ...all, id: developerId })).toMatchObject([told]);
  expect(await listDevelopers(store, { ...all, email: 'List@Example.com ' })).toMatchObject([told]);
  expect(await listDevelopers(store, { ...all, email: 'nobody@example.com' })).toEqual([]);
  expect((await listDevelopers(store, all)).map(({ owners }) => owners[0])).toEqual([
    'list@example.com',
    'other@example.com',
  ]);
  expect(await listDevelopers(store, { ...all, limit: 1 })).toHaveLength(1);
});

test('of a disabled developer no link opens, no session goes on and nobody is asked; others notice nothing', async () => {
  const [one, other] = [await account('one@example.com'), await account('two@example.com')];
  const [asked, theirs] = [await opened(store, one), await opened(store, other)];
  const token = await openSession(store, { ...one, via: 'password', now });
  await disableDeveloper(store, { developerId: one.developerId, now });
  expect(await findPauseByLink(store, keyOf(asked))).toBeUndefined();
  expect(await findSession(store, token, now)).toBeUndefined();
  expect(await findPauseByLink(store, keyOf(theirs))).toBeDefined();
  const claims = await claimNotifications(store, { limit: 50, leaseSeconds: 60 });
  const disabled = new Map(claims.map((claim) => [claim.developerId, claim.disabled]));
  expect(disabled.get(one.developerId)).toBe(true);
  expect(disabled.get(other.developerId)).toBe(false);
  await enableDeveloper(store, { developerId: one.developerId });
  expect(await findPauseByLink(store, keyOf(asked))).toBeDefined();
  // A session that was ended stays so.
  expect(await findSession(store, token, now)).toBeUndefined();
});

test('a reset by the operator works once, voids an earlier one, and is nobody’s without an account', async () => {
  await account('forgot@example.com');
  const [first, second] = [
    await makeReset(store, { email: 'Forgot@example.com', now }),
    await makeReset(store, { email: 'forgot@example.com', now }),
  ];
  expect(await findReset(store, first!.token, now)).toBeUndefined();
  expect(await findReset(store, second!.token, now)).toMatchObject({ email: 'forgot@example.com' });
  const given = { token: second!.token, passwordHash: 'new', now };
  expect(await resetPassword(store, given)).toBeDefined();
  expect(await resetPassword(store, given)).toBeUndefined();
  expect(await makeReset(store, { email: 'nobody@example.com', now })).toBeUndefined();
});
