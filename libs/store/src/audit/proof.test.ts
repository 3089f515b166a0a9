// Proofs of who answered: the database refuses answers without them, and keeps what they consist of.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '@pausepoint/core';
import { findEvidence } from './find-evidence.ts';
import { listAudit } from './list-audit.ts';
import type { NewPause } from '../records.ts';
import { settleOverdue } from '../settling/settle-overdue.ts';
import { settle } from '../settling/settle.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, keyOf, opened, takeBack } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const asked = (overlay: Partial<Parameters<typeof opened>[1]> = {}) =>
  opened(store, { developerId: aDeveloper(), ...overlay });
const evidence = { credential_id: 'k', parts: { nonce: 'n', text: null } };
const proven: Answer = {
  ...{ choice: 'Approve', text: null, via: 'page', recipientIndex: 0 },
  ...{ identifiedBy: 'passkey', evidence },
};
const answer = (pause: NewPause, given: Answer = proven) =>
  settle(store, [{ kind: 'respond', ...keyOf(pause), answer: given }]);

async function refusalOf(change: string, { id }: NewPause): Promise<string> {
  return store.pool.query(`update pause set ${change} where id = $1`, [id]).then(
    ({ rowCount }) => `not refused: ${rowCount ?? 0} rows`,
    (error: unknown) => (error as { code: string }).code,
  );
}
const settled = (via: string, by: string): string => `status = 'responded',
  response_choice = 'Approve', via = '${via}', identified_by = '${by}', recipient_index = 0,
  response_at = now(), resolved_at = now()`;
const held = (via: string, by: string): string => `held_at = now(), held_choice = 'Approve',
  held_via = '${via}', held_identified_by = '${by}', held_recipient_index = 0,
  due_at = now()::timestamptz(3) + interval '10 seconds'`;

test.each(['code', 'passkey', 'signed_in'] as const)(
  'the database takes no other proof where a %s is required',
  async (require) => {
    const pause = await asked({ require });
    const holding = await asked({ require, undoSeconds: 10 });
    for (const by of ['link', 'caller_link', 'code', 'passkey', 'signed_in', 'slack_user']) {
      if (by === require) continue;
      expect(await refusalOf(settled('page', by), pause)).toBe('23001');
      expect(await refusalOf(held('page', by), holding)).toBe('23001');
    }
    for (const via of ['api', 'slack', 'telegram', 'sms']) {
      expect(await refusalOf(settled(via, require), pause)).toBe('23001');
      expect(await refusalOf(held(via, require), holding)).toBe('23001');
    }
    expect(await refusalOf(held('page', require), holding)).toBe('not refused: 1 rows');
    expect(await refusalOf(`held_data_sealed = '{}'`, holding)).toBe('23001');
    expect(await refusalOf(settled('page', require), pause)).toBe('not refused: 1 rows');
  },
);

test('the database takes an answer of high risk from the page alone', async () => {
  const pause = await asked({ risk: 'high' });
  for (const via of ['api', 'slack', 'telegram', 'sms']) {
    expect(await refusalOf(settled(via, 'link'), pause)).toBe('23001');
  }
  expect(await refusalOf(settled('page', 'link'), pause)).toBe('not refused: 1 rows');
});

test('evidence is kept beside the answer, and the log does not tell it', async () => {
  const pause = await asked({ require: 'passkey' });
  await answer(pause);
  expect(await findEvidence(store, keyOf(pause))).toEqual(evidence);
  const { developerId, mode, id: pauseId } = pause;
  const events = await listAudit(store, { developerId, mode, pauseId, limit: 10 });
  expect(events[0]!.detail).toMatchObject({ identified_by: 'passkey', recipient_index: 0 });
  expect(JSON.stringify(events)).not.toMatch(/credential_id|"nonce"/);
});

test('evidence of an answer that is held is there when it becomes final, or goes when it is taken back', async () => {
  const content = { expiresAt: new Date(Date.now() + 2_000) };
  const pause = await asked({ require: 'passkey', undoSeconds: 60, content });
  await answer(pause);
  await settle(store, [takeBack(pause)]);
  const { rows } = await store.pool.query(
    'select held_data_sealed as data from pause where id = $1',
    [pause.id],
  );
  expect(rows).toEqual([{ data: null }]);
  const second = { ...evidence, parts: { nonce: 'another', text: null } };
  await answer(pause, { ...proven, userId: 'U1', evidence: second });
  await store.pool.query('select pg_sleep_until($1)', [new Date(+content.expiresAt + 5)]);
  await settleOverdue(store, 100);
  expect(await findEvidence(store, keyOf(pause))).toEqual(second);
});
