// What is kept for an integration is its developer's in one mode, and unreadable in the database.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropSetting, findSetting, keepSetting } from './integration-settings.ts';
import { testStore, type TestStore } from './testing.ts';
import { aDeveloper, opened } from './testing/acts.ts';
import { useAnswer } from './settling/use-answer.ts';

let store: TestStore;
const now = new Date();
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const setting = () =>
  ({ developerId: aDeveloper(), mode: 'live', integration: 'claude-code' }) as const;

test('what was kept last is found, by its owner, in its mode alone', async () => {
  const of = setting();
  await keepSetting(store, { ...of, text: '{"a":1}', now });
  await keepSetting(store, { ...of, text: '{"a":2}', now });
  expect(await findSetting(store, of)).toEqual({ text: '{"a":2}', updatedAt: now });
  expect(await findSetting(store, { ...of, mode: 'test' })).toBeUndefined();
  expect(await findSetting(store, setting())).toBeUndefined();
  await dropSetting(store, { ...of, mode: 'test' });
  await dropSetting(store, setting());
  expect(await findSetting(store, of)).toBeDefined();
  await dropSetting(store, of);
  expect(await findSetting(store, of)).toBeUndefined();
});

test('nothing of it can be read in the database, nor in another row', async () => {
  const of = setting();
  const other = { ...of, mode: 'test' } as const;
  await keepSetting(store, { ...of, text: '+13128471928', now });
  await keepSetting(store, { ...other, text: 'another', now });
  const { rows } = await store.pool.query<{ sealed: Buffer }>(
    'select sealed from integration_setting where developer_id = $1',
    [of.developerId],
  );
  for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toContain('3128471928');
  await store.pool.query(
    `update integration_setting t set sealed = s.sealed from integration_setting s
      where t.developer_id = $1 and s.developer_id = $1 and t.mode = 'test' and s.mode = 'live'`,
    [of.developerId],
  );
  await expect(findSetting(store, other)).rejects.toThrow();
});

test('of fifty who would use an answer at once, one does', async () => {
  const { id: pauseId, developerId, mode } = await opened(store, { developerId: aDeveloper() });
  const use = () => useAnswer(store, { developerId, mode, pauseId, now });
  const used = await Promise.all(Array.from({ length: 50 }, use));
  expect(used.filter(Boolean)).toHaveLength(1);
  expect(await use()).toBe(false);
});
