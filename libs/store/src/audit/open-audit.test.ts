// The log keeps no personal word, only commitments, and opens them for whoever may read it.
import { formatId, iso, sha256 } from '@pausepoint/core';
import { falseOpenings, auditLeaf, leafHash } from '@pausepoint/core/proof';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from './list-audit.ts';
import { addPasskey } from '../approvers/passkeys.ts';
import type { Act, AuditRecord, NewPause } from '../records.ts';
import { reportUnexpected } from '../approvers/report-unexpected.ts';
import { settle } from '../settling/settle.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, keyOf, opened, tap } from '../testing/acts.ts';
import { claimsOf, report, sent } from '../testing/attempts.ts';
import { newRecipient } from '../testing/new-pause.ts';
import { leavesOf, live, sealWhole } from '../testing/seal.ts';

const evidence = { credential: 'abc', by: { Ada: true } };

let store: TestStore;
let pause: NewPause;
beforeAll(async () => {
  store = await testStore();
  const recipients = [
    newRecipient(0),
    newRecipient(1, { name: 'Grace', masked: 'g•••@example.com' }),
  ];
  pause = await opened(store, { developerId: aDeveloper(), recipients });
  await report(store, (await claimsOf(store, pause))[0]!, sent);
  const passkey = { credentialId: 'c1', publicKey: Buffer.from('p'), counter: 0, transports: [] };
  const owner = { ...keyOf(pause), mode: pause.mode, recipientIndex: 0, rpId: 'pause.example' };
  await addPasskey(store, owner, { ...passkey, now: new Date() });
  await reportUnexpected(store, { ...keyOf(pause), recipientIndex: 1 });
  const act = tap(pause) as Extract<Act, { kind: 'respond' }>;
  const words = { text: 'Ask Linus first', userId: 'U02ADA', evidence };
  await settle(store, [{ ...act, answer: { ...act.answer, ...words } }]);
});
afterAll(() => store.close());

const log = (): Promise<AuditRecord[]> =>
  listAudit(store, { ...pause, pauseId: pause.id, limit: 100 });

test('what is kept holds no recipient, no text, no user and no evidence', async () => {
  const { rows } = await store.pool.query<{ kept: string }>(
    'select detail::text as kept from audit_event where developer_id = $1',
    [pause.developerId],
  );
  // By chance a hash may hold any short word of its digits.
  const kept = rows.map((row) => row.kept.replaceAll(/sha256:[0-9a-f]{64}/g, '')).join('\n');
  for (const word of ['•', '1928', 'Grace', 'Linus', 'U02ADA', 'abc', 'Ada']) {
    expect(kept).not.toContain(word);
  }
});

test('each commitment is shown with what opens it, and fits', async () => {
  const events = await log();
  const [first, second] = ['+1•••••1928', 'g•••@example.com'];
  const told = Map.groupBy(events, ({ type }) => type);
  const detailOf = (type: AuditRecord['type']) => told.get(type)![0]!.detail;
  expect(detailOf('pause.created')['recipients']).toMatchObject([
    { index: 0, recipient: first },
    { index: 1, recipient: second },
  ]);
  expect(detailOf('pause.notified')).toMatchObject({ recipient_index: 0, recipient: first });
  expect(detailOf('pause.notification_failed')).toMatchObject({ recipient: second });
  expect(detailOf('approver.added')).toMatchObject({ recipient: first, passkey: 'c1' });
  expect(detailOf('pause.responded')).toMatchObject({
    ...{ text: 'Ask Linus first', user_id: 'U02ADA' },
    evidence_digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
  });
  for (const { detail } of events) expect(falseOpenings(sha256, detail)).toEqual([]);
});

test('whoever reads the opened event finds the very leaf that was sealed', async () => {
  await sealWhole(store, live(pause.developerId));
  const leaves = await leavesOf(store, live(pause.developerId));
  const hashes = new Map(leaves.map(({ event_id, hash }) => [event_id, hash.toString('hex')]));
  for (const { id, type, actor, pauseId, detail, createdAt } of await log()) {
    const leaf = auditLeaf({
      ...{ event_id: formatId('event', id), event_type: type, actor, detail },
      ...{ pause_id: pauseId && formatId('pause', pauseId), created_at: iso(createdAt) },
    });
    expect(Buffer.from(leafHash(sha256, leaf)).toString('hex')).toBe(hashes.get(id));
  }
});

test('commitments to the same value differ from pause to pause', async () => {
  const twin = await opened(store, { developerId: pause.developerId });
  const { rows } = await store.pool.query<{ commitment: string }>(
    'select commitment from pause_recipient where developer_id = $1 and recipient_index = 0',
    [twin.developerId],
  );
  expect(new Set(rows.map(({ commitment }) => commitment)).size).toBe(2);
});

test('a pause whose key is not there any more keeps its events, shut', async () => {
  const before = await log();
  await store.pool.query(
    'update pause_key set sealed = null, erased_at = now() where pause_id = $1',
    [pause.id],
  );
  const after = await log();
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(JSON.stringify(after)).toContain('recipient_commitment');
  expect(JSON.stringify(after)).not.toMatch(/_salt|•|Linus|U02ADA/);
});
