// Whose a passkey is, who may add one, and that each assertion counts once.
import { createKeyRing } from '@pausepoint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from '../audit/list-audit.ts';
import {
  addPasskey,
  findPasskeys,
  passkeyUserId,
  usePasskey,
  type PasskeyOwner,
} from './passkeys.ts';
import type { NewPause } from '../records.ts';
import { newRecipient, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, times } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const now = new Date();
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

const ownerOf = ({ developerId, id, mode }: NewPause, recipientIndex = 0): PasskeyOwner => ({
  ...{ developerId, mode, pauseId: id, recipientIndex, rpId: 'pausepoint.example' },
});

const passkey = (credentialId: string, counter = 0) => ({
  ...{ credentialId, counter, publicKey: Buffer.from('a key'), transports: ['internal'], now },
});

const idsOf = async (owner: PasskeyOwner, of = store): Promise<readonly string[]> =>
  (await findPasskeys(of, owner)).map(({ credentialId }) => credentialId);

test('it is found again by the address, from any other question to it, and from nowhere else', async () => {
  const developerId = aDeveloper();
  const recipients = [newRecipient(0), newRecipient(1, { address: '+13128470000' })];
  const pause = await opened(store, { developerId, recipients });
  const again = await opened(store, { developerId });
  expect(await findPasskeys(store, ownerOf(pause))).toEqual([]);
  expect(await addPasskey(store, ownerOf(pause), passkey('one'))).toBe(true);
  expect(await findPasskeys(store, ownerOf(again))).toEqual([
    {
      ...{ credentialId: 'one', publicKey: Buffer.from('a key'), counter: 0 },
      transports: ['internal'],
    },
  ]);
  const strangers = [
    ownerOf(pause, 1),
    { ...ownerOf(pause), rpId: 'elsewhere.example' },
    ownerOf(await opened(store, { developerId, mode: 'test' })),
    ownerOf(await opened(store, { developerId: aDeveloper() })),
    ownerOf(
      await opened(store, { developerId, recipients: [newRecipient(0, { channel: 'whatsapp' })] }),
    ),
  ];
  for (const owner of strangers) expect(await idsOf(owner)).toEqual([]);
});

test('who has one adds no other, and of simultaneous twins one is added', async () => {
  const pause = await opened(store, { developerId: aDeveloper() });
  const added = await Promise.all(
    times(5, (index) => addPasskey(store, ownerOf(pause), passkey(`twin ${index}`))),
  );
  expect(added.filter(Boolean)).toHaveLength(1);
  expect(await idsOf(ownerOf(pause))).toHaveLength(1);
  expect(await addPasskey(store, ownerOf(pause), passkey('one more'))).toBe(false);
});

test('nobody takes over what is somebody else’s', async () => {
  const developerId = aDeveloper();
  const recipients = [newRecipient(0), newRecipient(1, { address: '+13128470000' })];
  const pause = await opened(store, { developerId, recipients });
  expect(await addPasskey(store, ownerOf(pause), passkey('taken'))).toBe(true);
  expect(await addPasskey(store, ownerOf(pause, 1), passkey('taken'))).toBe(false);
  expect(await idsOf(ownerOf(pause, 1))).toEqual([]);
});

test('the log names it, by whom and for whom, and holds no address', async () => {
  const pause = await opened(store, { developerId: aDeveloper() });
  await addPasskey(store, ownerOf(pause), passkey('logged'));
  const only = { pauseId: pause.id, eventType: 'approver.added', limit: 10 } as const;
  const [event] = await listAudit(store, { ...pause, ...only });
  expect(event).toMatchObject({
    ...{ type: 'approver.added', actor: 'human', pauseId: pause.id },
    detail: { channel: 'sms', recipient: '+1•••••1928', passkey: 'logged' },
  });
});

test('an assertion counts once, and none older than the last that counted', async () => {
  const pause = await opened(store, { developerId: aDeveloper() });
  await addPasskey(store, ownerOf(pause), passkey('used'));
  const used = { developerId: pause.developerId, credentialId: 'used', counter: 0 };
  const twins = await Promise.all(times(5, () => usePasskey(store, used, later(2))));
  expect(twins.filter(Boolean)).toHaveLength(1);
  expect(await usePasskey(store, used, later(1))).toBe(false);
  expect(await usePasskey(store, used, later(3))).toBe(true);
  expect(await usePasskey(store, { ...used, credentialId: 'unknown' }, later(4))).toBe(false);
});

test('an authenticator that counts must count on', async () => {
  const pause = await opened(store, { developerId: aDeveloper() });
  await addPasskey(store, ownerOf(pause), passkey('counts', 7));
  const used = { developerId: pause.developerId, credentialId: 'counts' };
  const counters = [7, 0, 8, 8, 4_294_967_295];
  const counted: boolean[] = [];
  for (const [index, counter] of counters.entries()) {
    counted.push(await usePasskey(store, { ...used, counter }, later(index + 1)));
  }
  expect(counted).toEqual([false, false, true, false, true]);
});

test('what was added under the secret before is still found', async () => {
  const pause = await opened(store, { developerId: aDeveloper() });
  await addPasskey(store, ownerOf(pause), passkey('old'));
  const rotated = { ...store, ring: createKeyRing('the new one', store.secretKey) };
  expect(await idsOf(ownerOf(pause), rotated)).toEqual(['old']);
  expect(await addPasskey(rotated, ownerOf(pause), passkey('new'))).toBe(false);
  expect(await passkeyUserId(rotated, ownerOf(pause))).not.toEqual(
    await passkeyUserId(store, ownerOf(pause)),
  );
});
