// What an operator is told of the audit log, and may change about how long it stays.
import { formatId } from '@pausepoint/core';
import { register } from '@pausepoint/store';
import { testStore } from '@pausepoint/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditCommand } from './audit-command.ts';

let store: Awaited<ReturnType<typeof testStore>>;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const now = new Date('2026-11-22T09:00:00.000Z');
const say = (...words: string[]) => auditCommand(store, words, now);

test('a log is held until it is released', async () => {
  const account = { email: 'a@example.com', name: 'Ada', passwordHash: '-', plan: 'free' } as const;
  const { developerId } = await register(store, { ...account, now });
  const id = formatId('developer', developerId);
  expect(await say()).toMatch(
    /^Months in the log {4}20\d\d-\d\d 20.*\n.*archived {6}none\n.*none$/,
  );
  expect(await say('hold', id)).toContain('is held');
  expect(await say()).toContain(`${id} since 2026-11-22T09:00:00.000Z`);
  expect(await say('release', developerId)).toContain('no more');
  expect(await say('release', id)).toContain('was not held');
});

test('a month comes back from the archive', async () => {
  await store.pool.query(`
    create table archive.audit_event_2025_03 (like audit_event including all);
    insert into archive.audit_event_2025_03 (developer_id, mode, id, type, actor, detail, created_at)
      select gen_random_uuid(), 'live', new_id(at), 'api_key.created', 'developer', '{}', at
      from (select '2025-03-05T00:00Z'::timestamptz as at) m`);
  expect(await say()).toContain('archived      2025-03');
  expect(await say('return', '2025-03')).toContain('in the log again');
  expect(await say()).toMatch(/in the log {4}2025-03 /);
  expect((await store.pool.query('select from audit_event')).rowCount).toBeGreaterThan(0);
});

test.each([
  [['hold'], 'npm run audit -- hold'],
  [['toString', 'x'], 'npm run audit -- hold'],
  [['hold', 'psr_1'], 'no developer’s id'],
  [['hold', 'dev_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8f41'], 'no developer dev_'],
  [['return', '2025-13'], 'no month'],
  [['return', `2025-01'; --`], 'no month'],
  [['return', '2025-01'], 'not in the archive'],
])('%j is refused, saying what there is', async (words, why) => {
  await expect(say(...words)).rejects.toThrow(why);
});
