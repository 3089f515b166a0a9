// Who belongs to a developer, and the sessions they have: whoever is removed is out, and no token outlives its turn.
import { addMilliseconds, HOUR } from '@pausepoint/core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acceptInvitation } from './accept-invitation.ts';
import { register, type Registered } from './developers.ts';
import { invite } from './invitations.ts';
import { changeRole, listMembers, removeMember } from './members.ts';
import { addPersonPasskey, usePersonPasskey } from './person-passkeys.ts';
import { endSessions, findSession, listSessions, openSession, switchSession } from './sessions.ts';
import { testStore, type TestStore } from '../testing.ts';

let store: TestStore;
let ada: Registered & { readonly email: string };
let count = 0;
const now = new Date();
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const account = async (email = `m${++count}@example.com`) => {
  const wanted = { email, name: 'Ada', passwordHash: 'hash', plan: 'free', now } as const;
  return { ...(await register(store, wanted)), email };
};
beforeEach(async () => {
  ada = await account();
});

const open = (of: { personId: string; developerId: string } = ada, at = now) =>
  openSession(store, { ...of, via: 'password', now: at });
const isOpen = async (token: string, at = now) =>
  (await findSession(store, token, at)) !== undefined;

const invited = async (email: string, role: 'approver' | 'owner' = 'approver') =>
  (await invite(store, { ...ada, email, role, invitedBy: ada.personId, now }))!;

test('somebody always stays who may do everything, also when two owners remove each other', async () => {
  expect(await removeMember(store, ada)).toBe('last_owner');
  expect(await changeRole(store, { ...ada, role: 'auditor' })).toBe('last_owner');
  const eve = await account();
  const { token } = await invited(eve.email, 'owner');
  await acceptInvitation(store, { by: { token }, person: eve, now });
  const both = { developerId: ada.developerId };
  const verdicts = await Promise.all([
    removeMember(store, { ...both, personId: ada.personId }),
    removeMember(store, { ...both, personId: eve.personId }),
  ]);
  expect(verdicts.toSorted()).toEqual(['done', 'last_owner']);
  expect(await listMembers(store, ada.developerId)).toMatchObject([{ role: 'owner' }]);
  expect(await removeMember(store, { ...both, personId: crypto.randomUUID() })).toBe('not_found');
});

test('whoever is removed is out at once, and stays in elsewhere', async () => {
  const eve = await account();
  const { token } = await invited(eve.email);
  await acceptInvitation(store, { by: { token }, person: eve, now });
  const here = await open({ ...eve, developerId: ada.developerId });
  const elsewhere = await open(eve);
  await removeMember(store, { developerId: ada.developerId, personId: eve.personId });
  expect([await isOpen(here), await isOpen(elsewhere)]).toEqual([false, true]);
  const move = { token: elsewhere, developerId: ada.developerId, now };
  expect(await switchSession(store, move)).toBeUndefined();
  expect(await isOpen(elsewhere)).toBe(true);
});

test('going to another developer takes a new token, and wins no time', async () => {
  const eve = await account();
  const { token: invitation } = await invited(eve.email);
  await acceptInvitation(store, { by: { token: invitation }, person: eve, now });
  const old = await open(eve);
  const later = addMilliseconds(now, HOUR);
  const fresh = (await switchSession(store, { ...ada, token: old, now: later }))!;
  expect(await isOpen(old, later)).toBe(false);
  expect(await findSession(store, fresh, later)).toMatchObject({
    ...{ developerId: ada.developerId, role: 'approver', createdAt: now, provedAt: now },
  });
});

test('a person ends one of their sessions or all others, and nobody else’s', async () => {
  const [here, there] = [await open(), await open(ada, addMilliseconds(now, 1))];
  const eve = await account();
  const theirs = await open(eve);
  const [newest, oldest] = await listSessions(store, { ...ada, now });
  expect([newest!.via, oldest!.developerName]).toEqual(['password', 'Ada']);
  expect(await endSessions(store, { personId: eve.personId, id: oldest!.id })).toBe(0);
  expect(await endSessions(store, { personId: ada.personId, except: oldest!.id })).toBe(1);
  expect([await isOpen(here), await isOpen(there), await isOpen(theirs)]).toEqual([
    ...[true, false, true],
  ]);
  expect(await endSessions(store, { personId: ada.personId, id: oldest!.id })).toBe(1);
});

test('a sign-in ends the session the browser had', async () => {
  const planted = await open();
  await openSession(store, { ...ada, via: 'password', previous: planted, now });
  expect(await isOpen(planted)).toBe(false);
});

test('an assertion counts once, and none counts that is older', async () => {
  const passkey = { credentialId: 'c', publicKey: Buffer.of(1), counter: 0, transports: [] };
  await addPersonPasskey(store, ada.personId, { ...passkey, name: 'Laptop', now });
  const at = (milliseconds: number) => {
    const nonceAt = addMilliseconds(now, milliseconds);
    return usePersonPasskey(store, { ...ada, ...passkey, nonceAt, now });
  };
  expect([await at(10), await at(10), await at(5), await at(11)]).toEqual([
    ...[true, false, false, true],
  ]);
});
