// A developer sees nothing of another's, and live nothing of test: at the level of the queries.
import { newId, usagePeriod } from '@pausepoint/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countPauses } from './pauses/count-pauses.ts';
import { register } from './accounts/developers.ts';
import { findPause, findPauseByLink } from './pauses/find-pause.ts';
import { listKeys, revokeKey, rotateKey } from './accounts/keys.ts';
import { listAudit } from './audit/list-audit.ts';
import { listPauses } from './pauses/list-pauses.ts';
import type { NewPause, Scope } from './records.ts';
import { keepMessages, listInbox, listMessages } from './pauses/sandbox.ts';
import { settle } from './settling/settle.ts';
import { testStore, type TestStore } from './testing.ts';
import { aDeveloper, keyOf, opened, tap, withdraw } from './testing/acts.ts';
import { createWebhook, deleteWebhook, findWebhook, listWebhooks } from './webhooks/webhooks.ts';

let store: TestStore;
let pause: NewPause;
const now = new Date();
beforeAll(async () => {
  store = await testStore();
  const account = { email: 'ada@example.com', name: 'Ada', passwordHash: 'hash', now } as const;
  const { developerId } = await register(store, { ...account, plan: 'free' });
  pause = await opened(store, { developerId });
});
afterAll(() => store.close());

/** Everybody who is not the owner in this mode. */
const strangers: readonly [who: string, scope: () => Scope][] = [
  ['another developer', () => ({ developerId: aDeveloper(), mode: 'live' })],
  ['the other mode', () => ({ developerId: pause.developerId, mode: 'test' })],
];

describe.each(strangers)('%s', (_, scope) => {
  test('finds and lists no pause and no event', async () => {
    expect(await findPause(store, { ...scope(), id: pause.id })).toBeUndefined();
    expect(await listPauses(store, { ...scope(), limit: 100 })).toEqual([]);
    expect(await listAudit(store, { ...scope(), pauseId: pause.id, limit: 100 })).toEqual([]);
    const events = await listAudit(store, { ...scope(), limit: 100 });
    expect(events.filter(({ pauseId }) => pauseId !== null)).toEqual([]);
  });

  test('cancels nothing, and is told what a stranger to an unknown id is told', async () => {
    const acts = [
      withdraw({ ...pause, ...scope() }),
      withdraw({ ...pause, ...scope(), id: newId(now) }),
    ];
    for (const { verdict } of await settle(store, acts)) {
      expect(verdict).toEqual({ refusal: 'not_found' });
    }
    expect(await findPause(store, pause)).toMatchObject({ status: 'pending' });
  });

  test('neither finds, lists nor deletes a webhook', async () => {
    const made = await createWebhook(store, {
      developerId: pause.developerId,
      mode: 'live',
      secret: null,
      now,
      url: 'https://example.com/h',
      events: ['pause.responded'],
    });
    const { id } = made.webhook;
    expect(await findWebhook(store, { ...scope(), id })).toBeUndefined();
    expect(await listWebhooks(store, scope())).toEqual([]);
    expect(await deleteWebhook(store, { ...scope(), id, now })).toBe(false);
    expect(await findWebhook(store, { ...made.webhook })).toEqual(made.webhook);
  });

  test('neither lists, revokes nor rotates a key', async () => {
    const owner = { developerId: pause.developerId, mode: 'live' } as const;
    const [key] = await listKeys(store, owner);
    const end = { ...scope(), id: key!.id, now };
    expect(await revokeKey(store, end)).toBe(false);
    expect(await rotateKey(store, { ...end, overlapHours: 1 })).toBeUndefined();
    expect(await listKeys(store, scope())).not.toContainEqual(key);
    expect(await listKeys(store, owner)).toEqual([key]);
  });

  test('reads no message', async () => {
    await keepMessages(store, [
      {
        developerId: pause.developerId,
        mode: 'live',
        pauseId: pause.id,
        channel: 'sms',
        recipient: '+1555',
        subject: null,
        text: 'A question',
        html: null,
        now,
      },
    ]);
    expect(await listMessages(store, { ...scope(), limit: 10 })).toEqual([]);
    expect(await listMessages(store, { ...pause, limit: 10 })).not.toEqual([]);
    expect(await listInbox(store, { limit: 10 })).not.toEqual([]);
  });
});

test('a link of one developer’s does not open with another’s id', async () => {
  const theirs = { ...keyOf(pause), developerId: aDeveloper() };
  expect(await findPauseByLink(store, theirs)).toBeUndefined();
  const [settled] = await settle(store, [{ ...tap(pause), ...theirs }]);
  expect(settled!.verdict).toEqual({ refusal: 'not_found' });
});

test('test pauses are not counted as usage', async () => {
  const developerId = aDeveloper();
  await opened(store, { developerId, mode: 'test' });
  expect(await countPauses(store, { developerId, period: usagePeriod(now) })).toBe(0);
});
