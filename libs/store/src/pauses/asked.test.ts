// What waits for a person who is signed in: what asks an address of theirs, and nothing else.
import { newId, createKeyRing } from '@pausepoint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addApprover, linkApprover } from '../approvers/approvers.ts';
import { countWaiting, findAsked, listWaiting, type AskedPerson } from './asked.ts';
import { erasePersonalData } from './erase-personal-data.ts';
import { reportUnexpected } from '../approvers/report-unexpected.ts';
import { newRecipient, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, overdue, settled } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const grace = (index = 0, overlay: object = {}) =>
  newRecipient(index, { channel: 'email', address: 'Grace@example.com', ...overlay });

const personOf = (developerId: string, email = 'grace@example.com'): AskedPerson => ({
  ...{ developerId, email, emailVerified: true, personId: newId(new Date()) },
});

const idsFor = async (person: AskedPerson, everyWatch = false, of = store) => {
  const wish = { ...person, everyWatch, limit: 100 };
  const ids = (await listWaiting(of, wish)).map(({ id }) => id);
  expect(await countWaiting(of, wish)).toBe(ids.length);
  return ids;
};

test('a question waits for whoever signs in with the address it asks, of that developer only', async () => {
  const developerId = aDeveloper();
  const person = personOf(developerId);
  const recipients = [newRecipient(0), grace(1)];
  const live = await opened(store, { developerId, recipients });
  const test = await opened(store, { developerId, mode: 'test', recipients: [grace()] });
  await opened(store, { developerId });
  await opened(store, { developerId: aDeveloper(), recipients: [grace()] });
  expect((await idsFor(person)).toSorted()).toEqual([live.id, test.id].toSorted());
  expect(await findAsked(store, person, live.id)).toEqual([1]);
  expect(await findAsked(store, { ...person, emailVerified: false }, live.id)).toEqual([]);
  expect(await findAsked(store, personOf(aDeveloper()), live.id)).toEqual([]);
  expect(await findAsked(store, personOf(developerId, 'ada@example.com'), live.id)).toEqual([]);
});

test('what has ended waits for nobody', async () => {
  const developerId = aDeveloper();
  await overdue(store, { developerId, recipients: [grace()] });
  await settled(store, await opened(store, { developerId, recipients: [grace()] }));
  expect(await idsFor(personOf(developerId))).toEqual([]);
});

test('a fallback is not asked before its turn, and who said it was not for them never again', async () => {
  const developerId = aDeveloper();
  const person = personOf(developerId);
  const later = [newRecipient(0), grace(1, { afterSeconds: 3_000 })];
  const pause = await opened(store, { developerId, recipients: later });
  expect(await findAsked(store, person, pause.id)).toEqual([]);
  const minutesAgo = new Date(Date.now() - 3_001_000);
  const due = await opened(store, { developerId, recipients: later, createdAt: minutesAgo });
  expect(await idsFor(person)).toEqual([due.id]);
  await reportUnexpected(store, { developerId, pauseId: due.id, recipientIndex: 1 });
  expect(await idsFor(person)).toEqual([]);
});

test('an address that is no e-mail waits for the person the owner said it is of', async () => {
  const developerId = aDeveloper();
  const person = personOf(developerId);
  const slack = { channel: 'slack', address: 'U0123456789', masked: 'U•••••789' } as const;
  const pause = await opened(store, { developerId, recipients: [newRecipient(0, slack)] });
  const of = { developerId, mode: 'live' } as const;
  const now = new Date();
  const { id } = await addApprover(store, { ...of, ...slack, name: 'Grace', limit: null, now });
  expect(await idsFor(person)).toEqual([]);
  await linkApprover(store, { ...of, id, personId: person.personId });
  expect(await idsFor(person)).toEqual([pause.id]);
  expect(await idsFor(personOf(developerId))).toEqual([]);
});

test('an owner finds all that was asked by way of /api/pause', async () => {
  const developerId = aDeveloper();
  const pause = await opened(store, { developerId, watch: { context: null } });
  await opened(store, { developerId });
  const owner = personOf(developerId, 'owner@example.com');
  expect(await idsFor(owner, true)).toEqual([pause.id]);
  expect(await idsFor(owner)).toEqual([]);
});

test('it is found under the secret before, and by nobody once its personal data is erased', async () => {
  const developerId = aDeveloper();
  const person = personOf(developerId);
  const pause = await opened(store, { developerId, recipients: [grace()] });
  const rotated = { ...store, ring: createKeyRing('another secret', store.secretKey) };
  expect(await idsFor(person, false, rotated)).toEqual([pause.id]);
  await settled(store, pause);
  expect(await findAsked(store, person, pause.id)).toEqual([0]);
  await erasePersonalData(store, pause);
  expect(await findAsked(store, person, pause.id)).toEqual([]);
});
