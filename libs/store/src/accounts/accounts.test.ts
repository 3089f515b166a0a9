// Developers, their keys and their sessions.
import { addMilliseconds, DAY, hashApiKey, HOUR, MINUTE } from '@pausepoint/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countDevelopers, findDeveloper, findPersonByEmail, register } from './developers.ts';
import type { Registered } from './developers.ts';
import { createKey, findKey, listKeys, revokeKey, rotateKey, touchKey } from './keys.ts';
import type { NewKey } from './insert-key.ts';
import { listAudit } from '../audit/list-audit.ts';
import { closeSession, findSession, openSession } from './sessions.ts';
import { testStore, type TestStore } from '../testing.ts';
import { times } from '../testing/acts.ts';

let store: TestStore;
let ada: Registered;
let count = 0;
const now = new Date();
const account = { name: 'Ada', passwordHash: 'hash', plan: 'free', now } as const;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  ada = await register(store, { ...account, email: `Ada${++count}@Example.com` });
});

describe('registering', () => {
  test('makes a developer, its owner and a key for each mode', async () => {
    expect(await findDeveloper(store, ada.developerId)).toEqual({
      id: ada.developerId,
      name: 'Ada',
      plan: 'free',
      email: `ada${count}@example.com`,
      createdAt: now,
      disabledAt: null,
    });
    expect(await findKey(store, hashApiKey(ada.apiKey))).toMatchObject({ mode: 'live' });
    expect(await findKey(store, hashApiKey(ada.testApiKey))).toMatchObject({
      mode: 'test',
      role: 'admin',
      policy: null,
      developerName: 'Ada',
      plan: 'free',
      prefix: 'pp_test_',
      last4: ada.testApiKey.slice(-4),
    });
  });

  test('of two with one address, however written, one gets the account and nothing of the other stays', async () => {
    const before = await countDevelopers(store);
    const answers = await Promise.allSettled(
      times(6, (i) => register(store, { ...account, email: i % 2 ? 'x@y.dev' : ' X@Y.dev' })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ code: 'email_taken' });
    }
    expect(await countDevelopers(store)).toBe(before + 1);
  });

  test('a person is found by their address, however typed', async () => {
    expect(await findPersonByEmail(store, ` ADA${count}@example.COM`)).toEqual({
      personId: ada.personId,
      developerId: ada.developerId,
      passwordHash: 'hash',
      emailVerified: false,
      role: 'owner',
    });
    expect(await findPersonByEmail(store, 'nobody@example.com')).toBeUndefined();
  });

  test('is in the log, without a secret', async () => {
    const events = await listAudit(store, { ...ada, mode: 'live', limit: 10 });
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      'api_key.created',
      'developer.registered',
    ]);
    expect(JSON.stringify(events)).not.toContain(ada.apiKey.slice(8, 40));
  });
});

describe('keys', () => {
  const wanted = (): NewKey => ({
    developerId: ada.developerId,
    mode: 'live',
    prefix: 'hitl_',
    name: 'CI',
    role: 'agent',
    policy: { channels: ['sms'], pausesPerHour: 5 },
    now,
  });

  test('the secret is nowhere in the database', async () => {
    const { key } = await createKey(store, wanted());
    const { rows } = await store.pool.query<{ row: string }>(
      `select t::text as row from api_key t`,
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(key.slice(0, -6));
  });

  test('what a list shows is what was made', async () => {
    const { record } = await createKey(store, wanted());
    expect(record).toMatchObject({ role: 'agent', name: 'CI', policy: wanted().policy });
    expect(await listKeys(store, { developerId: ada.developerId, mode: 'live' })).toContainEqual(
      record,
    );
    expect(await listKeys(store, { developerId: ada.developerId })).toHaveLength(3);
  });

  test('a revoked key opens nothing, and cannot be revoked again', async () => {
    const { key, record } = await createKey(store, wanted());
    expect(await revokeKey(store, { ...wanted(), id: record.id })).toBe(true);
    expect(await findKey(store, hashApiKey(key))).toBeUndefined();
    expect(await revokeKey(store, { ...wanted(), id: record.id })).toBe(false);
    expect(await listKeys(store, { developerId: ada.developerId })).toHaveLength(2);
  });

  test('a rotated key works on for the overlap, its successor has the same rights', async () => {
    const old = await createKey(store, wanted());
    const rotate = (overlapHours: number) =>
      rotateKey(store, { ...wanted(), id: old.record.id, overlapHours });
    const fresh = (await rotate(1))!;
    expect(fresh.record).toMatchObject({ role: 'agent', policy: wanted().policy, prefix: 'hitl_' });
    expect(await findKey(store, hashApiKey(old.key))).toMatchObject({
      expiresAt: addMilliseconds(now, HOUR),
    });
    await rotate(0);
    expect(await findKey(store, hashApiKey(old.key))).toBeUndefined();
    expect(await findKey(store, hashApiKey(fresh.key))).toBeDefined();
  });

  test('no key of a disabled developer opens anything', async () => {
    await store.pool.query('update developer set disabled_at = now() where id = $1', [
      ada.developerId,
    ]);
    expect(await findKey(store, hashApiKey(ada.apiKey))).toBeUndefined();
  });

  test('the last use is remembered to the minute', async () => {
    const { record, key } = await createKey(store, wanted());
    await touchKey(store, record.id, now);
    await touchKey(store, record.id, addMilliseconds(now, MINUTE - 1));
    expect(await findKey(store, hashApiKey(key))).toMatchObject({ lastUsedAt: now });
    const later = addMilliseconds(now, MINUTE + 1);
    await touchKey(store, record.id, later);
    expect(await findKey(store, hashApiKey(key))).toMatchObject({ lastUsedAt: later });
  });
});

describe('sessions', () => {
  const open = () => openSession(store, { ...ada, via: 'password', now });

  test('a token opens its session, and is nowhere in the database', async () => {
    const token = await open();
    expect(await findSession(store, token, now)).toEqual({
      id: expect.any(String),
      personId: ada.personId,
      developerId: ada.developerId,
      role: 'owner',
      email: `ada${count}@example.com`,
      name: 'Ada',
      emailVerified: false,
      developerName: 'Ada',
      createdAt: now,
      provedAt: now,
    });
    const { rows } = await store.pool.query<{ row: string }>(
      `select t::text as row from session t`,
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
  });

  test('ends when it is closed', async () => {
    const token = await open();
    await closeSession(store, token);
    expect(await findSession(store, token, now)).toBeUndefined();
    expect(await findSession(store, 'no such token', now)).toBeUndefined();
  });

  test('ends twelve hours after it was last seen', async () => {
    const token = await open();
    const used = addMilliseconds(now, 11 * HOUR);
    expect(await findSession(store, token, used)).toBeDefined();
    expect(await findSession(store, token, addMilliseconds(used, 11 * HOUR))).toBeDefined();
    expect(await findSession(store, token, addMilliseconds(used, 24 * HOUR))).toBeUndefined();
  });

  test('ends seven days after it began, however often it was seen', async () => {
    const token = await open();
    for (let at = 0; at < 7 * DAY; at += 10 * HOUR) {
      expect(await findSession(store, token, addMilliseconds(now, at))).toBeDefined();
    }
    expect(await findSession(store, token, addMilliseconds(now, 7 * DAY))).toBeUndefined();
  });
});
