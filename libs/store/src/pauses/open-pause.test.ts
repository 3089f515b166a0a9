// Creating: all of it or nothing, once per idempotency key, never over the quota.
import { newId, usagePeriod } from '@pausepoint/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countPauses } from './count-pauses.ts';
import { findPause, findShortCode } from './find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import { openPause } from './open-pause.ts';
import type { NewPause } from '../records.ts';
import { settle } from '../settling/settle.ts';
import { newPause, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, tap, times } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const count = async (table: string, developerId: string): Promise<number> => {
  const { rows } = await store.pool.query<{ n: number }>(
    `select count(*)::int as n from ${table} where developer_id = $1`,
    [developerId],
  );
  return rows[0]!.n;
};

const idempotency = (key: string, body = 'body') => ({ key, fingerprint: Buffer.from(body) });

describe('one commit', () => {
  test('what is told at creation is what is read afterwards', async () => {
    const pause = newPause({
      developerId: aDeveloper(),
      webhookUrl: 'https://example.com/h?key=1',
      metadata: '{"b": 1, "a": 9007199254740993}',
    });
    const { pause: told, replayed } = await openPause(store, pause);
    expect(replayed).toBe(false);
    expect(await findPause(store, pause)).toEqual(told);
    expect(told.metadata).toBe(pause.metadata);
  });

  test('pause, content, recipient, event and notification belong to one transaction', async () => {
    const { developerId } = await opened(store, { developerId: aDeveloper() });
    const { rows } = await store.pool.query<{ transactions: number }>(
      `select count(distinct x)::int as transactions from (
         select xmin::text as x from pause where developer_id = $1
         union all select xmin::text from pause_content where developer_id = $1
         union all select xmin::text from pause_recipient where developer_id = $1
         union all select xmin::text from audit_event where developer_id = $1
         union all select xmin::text from delivery where developer_id = $1) as all_rows`,
      [developerId],
    );
    expect(rows[0]!.transactions).toBe(1);
    for (const table of ['pause', 'pause_content', 'pause_recipient', 'audit_event', 'delivery']) {
      expect(await count(table, developerId)).toBe(1);
    }
  });

  test('a pause that cannot be stored leaves nothing behind', async () => {
    const developerId = aDeveloper();
    const late = newPause({
      developerId,
      content: { expiresAt: new Date(0) },
      idempotency: idempotency('k'),
    });
    await expect(openPause(store, late)).rejects.toThrow();
    for (const table of ['pause', 'pause_content', 'audit_event', 'delivery', 'idempotency']) {
      expect(await count(table, developerId)).toBe(0);
    }
  });

  test('the audit event names nobody in the clear', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const [event] = await listAudit(store, { ...pause, limit: 1 });
    expect(event).toMatchObject({
      type: 'pause.created',
      actor: 'developer',
      detail: {
        content_digest: pause.contentDigest,
        options: 2,
        recipients: [{ index: 0, channel: 'sms', recipient: '+1•••••1928' }],
      },
    });
    expect(JSON.stringify(event)).not.toContain('3128471928');
  });

  test('addresses, short codes and webhook URLs are nowhere in the clear', async () => {
    const pause = await opened(store, {
      developerId: aDeveloper(),
      webhookUrl: 'https://example.com/very-secret',
    });
    for (const table of ['pause', 'pause_recipient', 'pause_content', 'delivery', 'audit_event']) {
      const { rows } = await store.pool.query<{ row: string }>(
        `select encode(convert_to(t::text, 'UTF8'), 'escape') as row from ${table} t
         where developer_id = $1`,
        [pause.developerId],
      );
      const text = rows.map(({ row }) => row).join();
      expect(text).not.toContain('3128471928');
      expect(text).not.toContain(pause.recipients[0]!.code);
      expect(text).not.toContain('very-secret');
    }
  });

  test('a short code leads to its recipient, another one nowhere', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    expect(await findShortCode(store, pause.recipients[0]!.code)).toEqual({
      developerId: pause.developerId,
      pauseId: pause.id,
      recipientIndex: 0,
    });
    expect(await findShortCode(store, 'AAAAAAAAAAAAAAAAAAAAAA')).toBeUndefined();
  });
});

describe('one idempotency key', () => {
  test('fifty parallel twins get one pause, and nothing is sent twice', async () => {
    const developerId = aDeveloper();
    const twins = times(50, () => newPause({ developerId, idempotency: idempotency('one') }));
    const answers = await Promise.all(twins.map((twin) => openPause(store, twin)));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ pause }) => pause.id)).size).toBe(1);
    for (const table of ['pause', 'audit_event', 'delivery', 'idempotency']) {
      expect(await count(table, developerId)).toBe(1);
    }
  });

  test('a replay shows the pause as it stands now', async () => {
    const first = await opened(store, { developerId: aDeveloper(), idempotency: idempotency('k') });
    await settle(store, [tap(first)]);
    const again = await openPause(store, { ...first, id: newId(new Date()) });
    expect(again).toMatchObject({ replayed: true, pause: { id: first.id, status: 'responded' } });
  });

  test('another body is refused, and nothing is written', async () => {
    const first = await opened(store, { developerId: aDeveloper(), idempotency: idempotency('k') });
    const other = { ...first, id: newId(new Date()), idempotency: idempotency('k', 'other') };
    await expect(openPause(store, other)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(await count('pause', first.developerId)).toBe(1);
  });

  test('another developer’s and the other mode’s keys are other keys', async () => {
    const first = await opened(store, { developerId: aDeveloper(), idempotency: idempotency('k') });
    const others: Partial<NewPause>[] = [{ mode: 'test' }, { developerId: aDeveloper() }];
    for (const other of others) {
      const twin = { ...newPause(first), ...other, id: newId(new Date()) };
      expect(await openPause(store, twin)).toMatchObject({ replayed: false });
    }
  });
});

describe('the hourly quota of a key', () => {
  const hourlyQuota = () => ({ keyId: newId(new Date()), pauses: 3 });

  test('under parallelism exactly the quota is let through', async () => {
    const asked = { developerId: aDeveloper(), hourlyQuota: hourlyQuota() };
    const answers = await Promise.allSettled(times(20, () => openPause(store, newPause(asked))));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(17);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'policy_denied' });
    expect(await count('pause', asked.developerId)).toBe(3);
  });

  test('begins anew with the next hour', async () => {
    const asked = { developerId: aDeveloper(), hourlyQuota: { ...hourlyQuota(), pauses: 1 } };
    const nextHour = new Date(Date.now() + 3_600_000);
    await opened(store, asked);
    await expect(openPause(store, newPause(asked))).rejects.toMatchObject({
      code: 'policy_denied',
    });
    expect(await openPause(store, newPause({ ...asked, createdAt: nextHour }))).toMatchObject({
      replayed: false,
    });
  });
});

describe('the monthly quota', () => {
  test('under parallelism exactly the quota is let through', async () => {
    const developerId = aDeveloper();
    const answers = await Promise.allSettled(
      times(30, () => openPause(store, newPause({ developerId, monthlyQuota: 7 }))),
    );
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(23);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'plan_limit_reached' });
    expect(await count('pause', developerId)).toBe(7);
    expect(await count('delivery', developerId)).toBe(7);
  });

  test('a replay uses none of it, even when it is used up', async () => {
    const developerId = aDeveloper();
    const asked = { developerId, monthlyQuota: 1, idempotency: idempotency('k') };
    const first = await opened(store, asked);
    const again = await openPause(store, { ...newPause(asked), id: newId(new Date()) });
    expect(again).toMatchObject({ replayed: true, pause: { id: first.id } });
  });

  test('a refused key may be used again', async () => {
    const developerId = aDeveloper();
    await opened(store, { developerId, monthlyQuota: 1 });
    const refused = newPause({ developerId, monthlyQuota: 1, idempotency: idempotency('k') });
    await expect(openPause(store, refused)).rejects.toMatchObject({ code: 'plan_limit_reached' });
    expect(await openPause(store, { ...refused, monthlyQuota: null })).toMatchObject({
      replayed: false,
    });
  });

  test('limits switched on in mid-month count what was there before', async () => {
    const developerId = aDeveloper();
    await opened(store, { developerId });
    await opened(store, { developerId });
    await opened(store, { developerId, mode: 'test' });
    const third = newPause({ developerId, monthlyQuota: 3 });
    await openPause(store, third);
    const fourth = newPause({ developerId, monthlyQuota: 3 });
    await expect(openPause(store, fourth)).rejects.toMatchObject({ code: 'plan_limit_reached' });
    const period = usagePeriod(third.createdAt);
    expect(await countPauses(store, { developerId, period })).toBe(3);
  });

  test('a new month starts anew', async () => {
    const developerId = aDeveloper();
    const createdAt = new Date('2026-01-31T23:59:59.999Z');
    await opened(store, { developerId, createdAt, monthlyQuota: 1 });
    const next = new Date('2026-02-01T00:00:00.000Z');
    await opened(store, { developerId, createdAt: next, monthlyQuota: 1 });
    expect(await countPauses(store, { developerId, period: '2026-01' })).toBe(1);
    expect(await countPauses(store, { developerId, period: '2026-02' })).toBe(1);
  });
});
