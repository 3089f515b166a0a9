// Ways into an account: links by mail work once and in time, and what one proves ends what others planted.
import { addMilliseconds, DAY, HOUR, MINUTE } from '@pausepoint/core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acceptInvitation } from './accept-invitation.ts';
import { claimAccountMail, recordAccountMail } from './account-mail.ts';
import { askConfirmation, confirmAddress } from './confirm-address.ts';
import { findPersonByEmail, register, type Registered } from './developers.ts';
import { forgetPassed } from '../forget-passed.ts';
import { findIdentity, linkIdentity } from './identities.ts';
import {
  findInvitation,
  invite,
  inviteToSignUp,
  listInvitations,
  revokeInvitation,
} from './invitations.ts';
import { listBelongings } from './members.ts';
import { askReset, changePassword, findReset, resetPassword } from './passwords.ts';
import { addPersonPasskey, listPersonPasskeys } from './person-passkeys.ts';
import { findSession, openSession } from './sessions.ts';
import { times } from '../testing/acts.ts';
import { testStore, type TestStore } from '../testing.ts';

let store: TestStore;
let ada: Registered & { readonly email: string };
let count = 0;
const now = new Date();
const lease = { limit: 100, leaseSeconds: 30 };
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const account = async (email = `p${++count}@example.com`) => {
  const wanted = { email, name: 'Ada', passwordHash: 'hash', plan: 'free', now } as const;
  return { ...(await register(store, wanted)), email };
};
beforeEach(async () => {
  await store.pool.query('delete from account_mail');
  ada = await account();
});

const open = (of: { personId: string; developerId: string } = ada, at = now) =>
  openSession(store, { ...of, via: 'password', now: at });
const isOpen = async (token: string, at = now) =>
  (await findSession(store, token, at)) !== undefined;

/** The token in the newest mail. */
async function asked(email: string, at = now): Promise<string> {
  await askReset(store, { email, now: at });
  const claims = await claimAccountMail(store, lease);
  return claims.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]!.token;
}
const invited = async (email: string, role: 'approver' | 'owner' = 'approver') =>
  (await invite(store, { ...ada, email, role, invitedBy: ada.personId, now }))!;
const somebody = { name: 'Eve', passwordHash: 'hash' };

test('a link for a new password works once, ends every session, and shows whose the address is', async () => {
  const token = await asked(` ${ada.email.toUpperCase()}`);
  const session = await open();
  expect(await findReset(store, token, now)).toEqual({ personId: ada.personId, email: ada.email });
  const set = () => resetPassword(store, { token, passwordHash: 'new', now });
  const [first, second] = await Promise.all([set(), set()]);
  expect([first, second].filter(Boolean)).toEqual([ada.personId]);
  expect(await set()).toBeUndefined();
  expect(await isOpen(session)).toBe(false);
  expect(await findPersonByEmail(store, ada.email)).toMatchObject({
    passwordHash: 'new',
    emailVerified: true,
  });
});

test('a link for a new password is over after an hour, or when a newer one was asked for', async () => {
  const first = await asked(ada.email);
  expect(await findReset(store, first, addMilliseconds(now, HOUR))).toBeUndefined();
  const second = await asked(ada.email, addMilliseconds(now, MINUTE));
  expect(await findReset(store, first, now)).toBeUndefined();
  expect(await findReset(store, second, now)).toBeDefined();
  await changePassword(store, { ...ada, passwordHash: 'other', sessionId: null, now });
  expect(await findReset(store, second, now)).toBeUndefined();
});

test('a mail that is tried again carries the same link, also once that was used', async () => {
  await askReset(store, { email: ada.email, now });
  const [first] = await claimAccountMail(store, { ...lease, leaseSeconds: 0 });
  const [again] = await claimAccountMail(store, { ...lease, leaseSeconds: 0 });
  expect(again).toMatchObject({ attempt: 2, token: first!.token });
  await resetPassword(store, { token: first!.token, passwordHash: 'new', now });
  expect(await claimAccountMail(store, lease)).toEqual([]);
  expect(await findReset(store, first!.token, now)).toBeUndefined();
});

test('asked for an address nobody has, a row is written as for any other, and nothing is sent', async () => {
  await askReset(store, { email: 'nobody@example.com', now });
  const { rowCount } = await store.pool.query(`select from account_mail where status = 'queued'`);
  expect(rowCount).toBe(1);
  expect(await claimAccountMail(store, lease)).toEqual([]);
  const { rows } = await store.pool.query('select status, address_sealed from account_mail');
  expect(rows).toEqual([{ status: 'dropped', address_sealed: null }]);
});

test('no token and no address is in the database, and the address is gone with the mail', async () => {
  const email = `seen${++count}@example.com`;
  const { token } = await invited(email);
  const mails = async () => {
    const { rows } = await store.pool.query<{ row: string }>(`
      select t::text as row from account_mail t union all select t::text from password_reset t
      union all select t::text from invitation t union all select t::text from session t`);
    return rows.map(({ row }) => row).join();
  };
  expect(await mails()).not.toContain(token);
  const [claim] = await claimAccountMail(store, lease);
  expect(claim).toMatchObject({ address: email, token, developerName: 'Ada', invitedBy: 'Ada' });
  await recordAccountMail(store, claim!, { status: 'sent', nextInMilliseconds: null, error: null });
  const { rows } = await store.pool.query('select address_sealed from account_mail');
  expect(rows).toEqual([{ address_sealed: null }]);
});

test('an account opened for another’s address is theirs alone once they show that it is', async () => {
  const planted = { credentialId: 'x', publicKey: Buffer.of(1), counter: 0, transports: [] };
  await addPersonPasskey(store, ada.personId, { ...planted, name: 'Evil', now });
  const evil = { issuer: 'https://op.example', subject: `evil${count}` };
  await store.pool.query('insert into identity values ($1, $2, $3, now())', [
    ...[ada.personId, evil.issuer, evil.subject],
  ]);
  const session = await open();
  await linkIdentity(store, { ...evil, subject: `good${count}`, personId: ada.personId, now });
  expect(await listPersonPasskeys(store, ada.personId)).toEqual([]);
  expect(await findIdentity(store, evil)).toBeUndefined();
  expect(await isOpen(session)).toBe(false);
  expect(await findPersonByEmail(store, ada.email)).toMatchObject({ passwordHash: null });
});

test('of simultaneous acceptances of an invitation one counts', async () => {
  const email = `new${++count}@example.com`;
  const { token } = await invited(email);
  expect(await findInvitation(store, token, now)).toMatchObject({
    ...{ kind: 'member', email, developerId: ada.developerId, role: 'approver' },
    ...{ developerName: 'Ada', invitedBy: 'Ada', known: false },
  });
  const answers = await Promise.allSettled(
    times(4, () => acceptInvitation(store, { by: { token }, person: somebody, now })),
  );
  const accepted = answers.flatMap((one) => (one.status === 'fulfilled' && one.value) || []);
  expect(accepted).toMatchObject([{ developerId: ada.developerId, role: 'approver' }]);
  expect(await findInvitation(store, token, now)).toBeUndefined();
});

test('an invitation shows whose an address is if its mail left, not if somebody handed the link over', async () => {
  const arrived = `mailed${++count}@example.com`;
  const handed = `handed${count}@example.com`;
  const [mailed, given] = [await invited(arrived), await invited(handed)];
  const known = await invited((await account()).email);
  const sent = { status: 'sent', nextInMilliseconds: null, error: null } as const;
  for (const claim of await claimAccountMail(store, lease)) {
    const failed = { ...sent, status: 'failed' } as const;
    await recordAccountMail(store, claim, claim.id === mailed.id ? sent : failed);
  }
  const found = await findInvitation(store, known.token, now);
  const knownPerson = (await findPersonByEmail(store, found!.email))!;
  expect(found!.mailed).toBe(false);
  expect(await findInvitation(store, mailed.token, now)).toMatchObject({ mailed: true });
  for (const [by, person] of [
    [mailed, somebody],
    [given, somebody],
    [known, knownPerson],
  ] as const) {
    expect(await acceptInvitation(store, { by: { token: by.token }, person, now })).toBeDefined();
  }
  const verified = async (email: string) => (await findPersonByEmail(store, email))!.emailVerified;
  expect(await verified(arrived)).toBe(true);
  expect([await verified(handed), await verified(found!.email)]).toEqual([false, false]);
});

test('an address is confirmed by its own mail’s link in its own account, for a day, and nothing else ends', async () => {
  const [eve, session] = [await account(), await open()];
  await askConfirmation(store, { email: ada.email, now });
  const [claim] = await claimAccountMail(store, lease);
  expect(claim).toMatchObject({ kind: 'address_confirmation', address: ada.email });
  const by = (of: { personId: string; email: string }, token = claim!.token, at = now) =>
    confirmAddress(store, { personId: of.personId, email: of.email, token, now: at });
  expect(await by(eve)).toBe(false);
  expect(await by({ ...eve, email: ada.email })).toBe(false);
  expect(await by(ada, claim!.token, addMilliseconds(now, DAY))).toBe(false);
  const [time = '', mac = ''] = claim!.token.split('.');
  for (const token of ['', 'x', `${Number(time) + 1}.${mac}`, `${time}.${'A'.repeat(43)}`]) {
    expect(await by(ada, token)).toBe(false);
  }
  expect(await by(ada)).toBe(true);
  expect(await findPersonByEmail(store, ada.email)).toMatchObject({
    ...{ emailVerified: true, passwordHash: 'hash' },
  });
  expect(await isOpen(session)).toBe(true);
  await askConfirmation(store, { email: ada.email, now });
  expect(await claimAccountMail(store, lease)).toEqual([]);
});

test('an invitation is for its address: another’s account takes none up, and it still waits', async () => {
  const { token } = await invited(`other${++count}@example.com`);
  const eve = await account();
  expect(await acceptInvitation(store, { by: { token }, person: eve, now })).toBeUndefined();
  expect(await findInvitation(store, token, now)).toBeDefined();
  const known = await invited(eve.email);
  await expect(
    acceptInvitation(store, { by: { token: known.token }, person: somebody, now }),
  ).rejects.toMatchObject({ code: 'email_taken' });
  await acceptInvitation(store, { by: { token: known.token }, person: eve, now });
  expect(await listBelongings(store, eve.personId)).toHaveLength(2);
});

test('an invitation ends when it is withdrawn, repeated or over, and none is made for a member', async () => {
  const email = `late${++count}@example.com`;
  const first = await invited(email);
  const second = await invited(email);
  expect(await findInvitation(store, first.token, now)).toBeUndefined();
  expect(await findInvitation(store, second.token, addMilliseconds(now, 7 * DAY))).toBeUndefined();
  const of = { developerId: ada.developerId, now };
  expect((await listInvitations(store, of)).map(({ id }) => id)).toEqual([second.id]);
  const eve = await account();
  expect(await revokeInvitation(store, { ...of, ...eve, id: second.id })).toBe(false);
  expect(await revokeInvitation(store, { ...of, id: second.id })).toBe(true);
  expect(await findInvitation(store, second.token, now)).toBeUndefined();
  expect(await claimAccountMail(store, lease)).toEqual([]);
  expect(await invited(ada.email)).toBeUndefined();
});

test('an invitation to an account of one’s own opens one, once', async () => {
  const email = `own${++count}@example.com`;
  const { token } = await inviteToSignUp(store, { email, invitedBy: null, now });
  expect(await findInvitation(store, token, now)).toMatchObject({ kind: 'sign_up', email });
  const wanted = { email, name: 'Own', passwordHash: null, plan: 'free', now } as const;
  const opening = () => register(store, { ...wanted, onlyInvited: true, emailVerified: true });
  await opening();
  expect(await findInvitation(store, token, now)).toBeUndefined();
  await expect(
    register(store, { ...wanted, email: `no${count}@example.com`, onlyInvited: true }),
  ).rejects.toMatchObject({ code: 'sign_up_closed' });
});

test('what is long over is forgotten, what waits is not', async () => {
  await asked(ada.email, addMilliseconds(now, -3 * DAY));
  const kept = await invited(`kept${++count}@example.com`);
  await forgetPassed(store);
  const { rowCount } = await store.pool.query('select from password_reset where person_id = $1', [
    ada.personId,
  ]);
  expect(rowCount).toBe(0);
  expect(await findInvitation(store, kept.token, now)).toBeDefined();
});
