// Pages of pauses: newest first, complete, and filtered by what every reader sees.
import { pauseStatuses } from '@pausepoint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from '../audit/list-audit.ts';
import { listPauses } from './list-pauses.ts';
import type { NewPause, PauseFilter } from '../records.ts';
import { settleOverdue } from '../settling/settle-overdue.ts';
import { settle } from '../settling/settle.ts';
import { newPause, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, overdue, tap, times, withdraw } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const idsOf = async (filter: Partial<PauseFilter> & Pick<PauseFilter, 'developerId'>) => {
  const page = await listPauses(store, { mode: 'live', limit: 100, ...filter });
  return page.map(({ id }) => id);
};

const ids = (...pauses: NewPause[]): string[] => pauses.map(({ id }) => id);

test('pages hold every pause once, newest first, also when new ones come in between', async () => {
  const developerId = aDeveloper();
  const made: NewPause[] = [];
  for (const index of times(7, (i) => i)) {
    const createdAt = new Date(Date.now() - 10_000 + index);
    made.push(await opened(store, { developerId, createdAt }));
  }
  const first = await idsOf({ developerId, limit: 3 });
  await opened(store, { developerId });
  const second = await idsOf({ developerId, limit: 3, before: first.at(-1) });
  const third = await idsOf({ developerId, limit: 3, before: second.at(-1) });
  expect([...first, ...second, ...third]).toEqual(ids(...made).toReversed());
});

test('the status asked for is the status shown, before and after the sweep', async () => {
  const developerId = aDeveloper();
  const pending = await opened(store, { developerId });
  const late = await overdue(store, { developerId });
  const answered = await opened(store, { developerId });
  const cancelled = await opened(store, { developerId });
  await settle(store, [tap(answered), withdraw(cancelled)]);
  const expected = {
    pending: ids(pending),
    timed_out: ids(late),
    responded: ids(answered),
    cancelled: ids(cancelled),
  };
  const check = async () => {
    for (const status of pauseStatuses) {
      const page = await listPauses(store, { developerId, mode: 'live', status, limit: 100 });
      expect(page.map((pause) => pause.id)).toEqual(expected[status]);
      for (const pause of page) expect(pause.status).toBe(status);
    }
  };
  await check();
  await settleOverdue(store, 100);
  await check();
});

test('filters by channel, run and time, alone and together', async () => {
  const developerId = aDeveloper();
  const [early, late] = [new Date('2026-03-01'), new Date('2026-04-01')];
  const mail = { ...newPause({ developerId }).recipients[0]!, channel: 'email' } as const;
  const a = await opened(store, { developerId, createdAt: early, content: { agent: null } });
  const b = await opened(store, { developerId, createdAt: late, recipients: [mail] });
  const between = { createdAfter: early, createdBefore: new Date('2026-05-01') };
  expect(await idsOf({ developerId, channel: 'email' })).toEqual(ids(b));
  expect(await idsOf({ developerId, channel: 'sms' })).toEqual(ids(a));
  expect(await idsOf({ developerId, runId: 'run_1' })).toEqual(ids(b));
  expect(await idsOf({ developerId, createdBefore: late })).toEqual(ids(a));
  expect(await idsOf({ developerId, ...between })).toEqual(ids(b));
  const all = { channel: 'email', runId: 'run_1', status: 'timed_out', ...between } as const;
  expect(await idsOf({ developerId, ...all, before: b.id })).toEqual([]);
  expect(await idsOf({ developerId, ...all })).toEqual(ids(b));
});

test('bounds on the time hold to the millisecond, however far away they are', async () => {
  const developerId = aDeveloper();
  const at = (offset: number) => new Date(Date.UTC(2026, 4, 8) + offset);
  const made: NewPause[] = [];
  for (const offset of [0, 1, 2]) {
    made.push(await opened(store, { developerId, createdAt: at(offset) }));
  }
  const [first, second, third] = ids(...made);
  expect(await idsOf({ developerId, createdAfter: at(0) })).toEqual([third, second]);
  expect(await idsOf({ developerId, createdBefore: at(2) })).toEqual([second, first]);
  expect(await idsOf({ developerId, createdAfter: at(0), createdBefore: at(2) })).toEqual([second]);
  const always = { createdAfter: new Date('0001-01-01'), createdBefore: new Date('+012000-01-01') };
  expect(await idsOf({ developerId, ...always })).toEqual([third, second, first]);
  const audit = { developerId, mode: 'live', limit: 10 } as const;
  expect(await listAudit(store, { ...audit, from: at(1), to: at(2) })).toMatchObject([
    { pauseId: second },
  ]);
  expect(
    await listAudit(store, { ...audit, from: always.createdAfter, to: always.createdBefore }),
  ).toHaveLength(3);
});
