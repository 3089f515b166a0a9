// Erasure: nobody can read a personal word again, and everything that was proven stays so.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimNotifications } from '../deliveries/claim-notifications.ts';
import { claimWebhooks } from '../deliveries/claim-webhooks.ts';
import { erasePersonalData } from './erase-personal-data.ts';
import { findEvidence } from '../audit/find-evidence.ts';
import { findPause } from './find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import { listDeliveries } from '../deliveries/list-deliveries.ts';
import { listPauses } from './list-pauses.ts';
import { openPause } from './open-pause.ts';
import type { Act, NewPause } from '../records.ts';
import { redeliver } from '../deliveries/redeliver.ts';
import { keepMessages, listMessages } from './sandbox.ts';
import { settle } from '../settling/settle.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, keyOf, opened, tap, withdraw } from '../testing/acts.ts';
import { lease, report, result, sentAs } from '../testing/attempts.ts';
import { newPause, newRecipient } from '../testing/new-pause.ts';
import { leavesOf, live, sealWhole } from '../testing/seal.ts';

const evidence = { credential: 'cred' };
const overlay = {
  recipients: [newRecipient(0, { name: 'Grace' })],
  webhookUrl: 'https://example.com/h',
  idempotency: { key: 'k', fingerprint: Buffer.from('body') },
};

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

/** Sent, answered with everything an answer can have, its webhook still waiting. */
async function answered(): Promise<NewPause> {
  const pause = await opened(store, { developerId: aDeveloper(), ...overlay });
  const [claim] = await claimNotifications(store, lease);
  await report(store, claim!, sentAs('+13128471928/1'));
  const act = tap(pause) as Extract<Act, { kind: 'respond' }>;
  const words = { text: 'Ask Linus', userId: 'U02ADA', evidence };
  await settle(store, [{ ...act, answer: { ...act.answer, ...words } }]);
  const message = {
    channel: 'sms',
    recipient: '+1',
    subject: null,
    text: 'T',
    html: null,
  } as const;
  await keepMessages(store, [{ ...pause, pauseId: pause.id, ...message, now: new Date() }]);
  return pause;
}

const later = result({ status: 'pending', nextInMilliseconds: 3_600_000 }, { response: 'Linus?' });

test('words, recipients, answer and proof are gone; what was decided stays', async () => {
  const pause = await answered();
  expect(await erasePersonalData(store, pause)).toBe(true);
  const found = (await findPause(store, pause))!;
  expect(found.erasedAt).toBeInstanceOf(Date);
  expect(found.content).toMatchObject({ message: '', agent: null, context: null });
  expect(found.recipients).toMatchObject([{ index: 0, name: null, masked: '', channel: 'sms' }]);
  expect(found).toMatchObject({
    ...{ status: 'responded', responseChoice: 'Approve', responseText: null, digestSalt: '' },
    ...{ contentDigest: pause.contentDigest, decision: { via: 'page', userId: null } },
  });
  expect(await listPauses(store, { ...pause, limit: 10 })).toEqual([found]);
  expect(await findEvidence(store, keyOf(pause))).toBeUndefined();
  expect(await listMessages(store, { ...pause, limit: 10 })).toEqual([]);
});

test('no more of it leaves, and nothing is sent again', async () => {
  const pause = await answered();
  const [claim] = await claimWebhooks(store, lease);
  await report(store, claim!, later);
  await erasePersonalData(store, pause);
  const { developerId, mode } = pause;
  const [sent] = await listDeliveries(store, { developerId, mode, limit: 10 });
  expect(sent).toMatchObject({
    ...{ status: 'dead', lastError: 'the personal data was erased', nextAttemptAt: null },
    attempts: [{ response: null }],
  });
  expect(await claimNotifications(store, lease)).toEqual([]);
  const again = redeliver(store, { ...pause, id: sent!.id });
  await expect(again).rejects.toMatchObject({ code: 'personal_data_erased' });
});

test('the log shows that it was, keeps its commitments, and is the log it was', async () => {
  const pause = await answered();
  await sealWhole(store, live(pause.developerId));
  const before = await leavesOf(store, live(pause.developerId));
  await erasePersonalData(store, pause);
  await sealWhole(store, live(pause.developerId));
  const after = await leavesOf(store, live(pause.developerId));
  expect(after.slice(0, before.length)).toEqual(before);
  const log = await listAudit(store, { ...pause, limit: 100 });
  expect(log[0]).toMatchObject({ type: 'pause.personal_data_erased', actor: 'developer' });
  expect(log).toHaveLength(after.length);
  expect(JSON.stringify(log)).toContain('text_commitment');
  expect(JSON.stringify(log)).not.toMatch(/_salt|•|Linus|U02ADA/);
});

test('twice is once, and a repeated create neither asks anew nor tells', async () => {
  const pause = await answered();
  await erasePersonalData(store, pause);
  const { erasedAt } = (await findPause(store, pause))!;
  expect(await erasePersonalData(store, pause)).toBe(true);
  expect((await findPause(store, pause))!.erasedAt).toEqual(erasedAt);
  const told = { ...pause, eventType: 'pause.personal_data_erased', limit: 10 } as const;
  expect(await listAudit(store, told)).toHaveLength(1);
  const again = openPause(store, newPause({ developerId: pause.developerId, ...overlay }));
  await expect(again).rejects.toMatchObject({ code: 'personal_data_erased' });
});

test('a pending pause is cancelled first; a stranger’s is not there', async () => {
  const pause = await opened(store, { developerId: aDeveloper() });
  await expect(erasePersonalData(store, pause)).rejects.toMatchObject({ code: 'not_settled' });
  expect(await findPause(store, pause)).toMatchObject({ erasedAt: null, content: pause.content });
  for (const other of [
    { ...pause, developerId: aDeveloper() },
    { ...pause, mode: 'test' } as const,
    { ...pause, id: randomUUID() },
  ]) {
    expect(await erasePersonalData(store, other)).toBe(false);
  }
  await settle(store, [withdraw(pause)]);
  expect(await erasePersonalData(store, pause)).toBe(true);
});
