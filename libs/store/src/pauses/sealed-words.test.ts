// Whatever is personal is sealed under the pause's own key, wherever it lies, and opens for its readers.
import { createKeyRing, newId } from '@pausepoint/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimNotifications } from '../deliveries/claim-notifications.ts';
import { claimWebhooks } from '../deliveries/claim-webhooks.ts';
import { findEvidence } from '../audit/find-evidence.ts';
import { findPause, findPauseByLink } from './find-pause.ts';
import { listPauses } from './list-pauses.ts';
import type { Act, NewPause } from '../records.ts';
import { settle } from '../settling/settle.ts';
import { settleOverdue } from '../settling/settle-overdue.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, keyOf, opened, tap } from '../testing/acts.ts';
import { lease } from '../testing/attempts.ts';
import { newRecipient } from '../testing/new-pause.ts';

const personal = [
  'Meridian',
  'finance-agent',
  '8400',
  'Grace',
  '1928',
  '•',
  'Linus',
  'U02ADA',
  'cred',
];
const words = { text: 'Ask Linus', userId: 'U02ADA', evidence: { credential: 'cred' } };

let store: TestStore;
let direct: NewPause;
let held: NewPause;
beforeAll(async () => {
  store = await testStore();
  const recipients = [newRecipient(0, { name: 'Grace' })];
  const idempotency = { key: 'k', fingerprint: Buffer.from('Meridian') };
  const common = { developerId: aDeveloper(), recipients, webhookUrl: 'https://example.com/h' };
  direct = await opened(store, { ...common, idempotency });
  held = await opened(store, { ...common, undoSeconds: 60 });
  await settle(store, [answer(direct), answer(held)]);
});
afterAll(() => store.close());

const answer = (pause: NewPause): Act => {
  const act = tap(pause) as Extract<Act, { kind: 'respond' }>;
  return { ...act, answer: { ...act.answer, ...words } };
};

/** Every row of every table as text; bytes as the text they would be. */
async function everythingKept(): Promise<string> {
  const { rows: tables } = await store.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const kept: string[] = [];
  for (const { name } of tables) {
    const { rows } = await store.pool.query<Record<string, unknown>>(`select * from "${name}"`);
    const flat = rows.flatMap((row) => Object.values(row));
    kept.push(...flat.map((one) => (Buffer.isBuffer(one) ? one.toString() : JSON.stringify(one))));
  }
  return kept.join('\n');
}

test('no table holds a personal word in the clear', async () => {
  const kept = await everythingKept();
  expect(kept).toContain(direct.id);
  for (const word of personal) expect(kept).not.toContain(word);
});

describe('whoever may read it', () => {
  const answered = { responseText: words.text, decision: { userId: words.userId } };

  test('finds the pause as it was opened and answered', async () => {
    const { content, digestSalt } = direct;
    const whom = [{ name: 'Grace', masked: '+1•••••1928' }];
    const whole = { content, digestSalt, ...answered, recipients: whom, erasedAt: null };
    expect(await findPause(store, direct)).toMatchObject(whole);
    expect(await findPauseByLink(store, keyOf(direct))).toMatchObject(whole);
    const listed = await listPauses(store, { ...direct, status: 'responded', limit: 10 });
    expect(listed).toMatchObject([whole]);
  });

  test('a webhook is given the answer, and not what it does not tell', async () => {
    const [claim] = await claimWebhooks(store, lease);
    const untold = { content: { message: '', context: null }, digestSalt: '', recipients: [] };
    expect(claim!.pause).toMatchObject({ ...answered, ...untold });
  });

  test('finds what proves who answered', async () => {
    expect(await findEvidence(store, keyOf(direct))).toEqual(words.evidence);
    expect(await findEvidence(store, keyOf(held))).toBeUndefined();
  });

  test('finds a held answer', async () => {
    expect((await findPause(store, held))!.held!.answer).toMatchObject(words);
  });
});

test('a held answer becomes final word for word, its proof too', async () => {
  const expiresAt = new Date(Date.now() + 2_000);
  const soon = await opened(store, {
    ...held,
    id: newId(new Date()),
    content: { expiresAt },
  });
  await settle(store, [answer(soon)]);
  await store.pool.query('select pg_sleep_until($1)', [new Date(+expiresAt + 5)]);
  await settleOverdue(store, 10);
  const final = { responseText: words.text, decision: { userId: words.userId } };
  expect(await findPause(store, soon)).toMatchObject({ status: 'responded', ...final });
  expect(await findEvidence(store, keyOf(soon))).toEqual(words.evidence);
});

test('a lost secret hides the words, never the pause, and holds up no sweep', async () => {
  const lost = { ...store, ring: createKeyRing('another secret') };
  const expiresAt = new Date(Date.now() + 2_000);
  const developerId = aDeveloper();
  const pause = await opened(store, { developerId, undoSeconds: 60, content: { expiresAt } });
  await settle(store, [answer(pause)]);
  await store.pool.query('select pg_sleep_until($1)', [new Date(+expiresAt + 5)]);
  await settleOverdue(lost, 10);
  const [found] = await listPauses(lost, { developerId, mode: 'live', limit: 10 });
  expect(found).toMatchObject({
    status: 'responded',
    responseChoice: 'Approve',
    responseText: null,
  });
  expect(found!.content.message).toContain('cannot be opened');
  expect(await findPause(store, pause)).toMatchObject({ responseText: words.text });
  expect(await claimNotifications(lost, { ...lease, limit: 1 })).toEqual([]);
});
