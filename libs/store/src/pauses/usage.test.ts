// What the usage page is told: how each day's pauses ended, through which channels, how long people took.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settle } from '../settling/settle.ts';
import { settleOverdue } from '../settling/settle-overdue.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, overdue, tap, withdraw } from '../testing/acts.ts';
import { newRecipient } from '../testing/new-pause.ts';
import { rowsRead } from '../testing/rows-read.ts';
import { live } from '../testing/seal.ts';
import { usageByDay } from './usage-by-day.ts';
import { answerTimes, NEWEST_PAUSES, usageByChannel } from './usage-of-newest.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const now = new Date();
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const ago = (milliseconds: number): Date => new Date(now.getTime() - milliseconds);
const month = { from: dayOf(ago(29 * DAY)), to: dayOf(now) };
const nothing = { answered: 0, timedOut: 0, cancelled: 0, waiting: 0 };

test('every day is told, by the day a pause was opened and as every reader sees its end', async () => {
  const scope = live(aDeveloper());
  const deadline = { expiresAt: new Date(now.getTime() + DAY) };
  const old = { ...scope, createdAt: ago(3 * DAY), content: deadline };
  await settle(store, [tap(await opened(store, old)), withdraw(await opened(store, old))]);
  await opened(store, old);
  const held = await opened(store, { ...scope, createdAt: now, undoSeconds: 60 });
  await settle(store, [tap(held)]);
  const late = await overdue(store, { ...scope, createdAt: ago(2 * DAY) });
  await opened(store, { ...scope, mode: 'test', createdAt: now });
  await opened(store, { developerId: aDeveloper(), createdAt: now });
  const expected = new Map([
    [dayOf(old.createdAt), { ...nothing, answered: 1, cancelled: 1, waiting: 1 }],
    [dayOf(late.createdAt), { ...nothing, timedOut: 1 }],
    [dayOf(now), { ...nothing, waiting: 1 }],
  ]);
  const days = await usageByDay(store, { ...scope, ...month });
  expect(days.map(({ day }) => day)).toEqual(
    Array.from({ length: 30 }, (_, index) => dayOf(ago((29 - index) * DAY))),
  );
  for (const { day, ...counts } of days) expect(counts).toEqual(expected.get(day) ?? nothing);
});

test('a day that is over and settled is counted once, one with a pause that waits anew', async () => {
  const scope = live(aDeveloper());
  const [settledDay, openDay] = [ago(5 * DAY), ago(4 * DAY)];
  await overdue(store, { ...scope, createdAt: settledDay });
  const content = { expiresAt: new Date(now.getTime() + DAY) };
  const waiting = await opened(store, { ...scope, createdAt: openDay, content });
  const days = async () => {
    const all = await usageByDay(store, { ...scope, ...month });
    return all.filter((one) => one.answered + one.timedOut + one.waiting > 0);
  };
  const kept = async () => {
    const { rows } = await store.pool.query<{ day: string }>(
      `select day::text from daily_usage where developer_id = $1 and answered + timed_out > 0`,
      [scope.developerId],
    );
    return rows.map(({ day }) => day);
  };
  const first = await days();
  expect(first).toMatchObject([{ timedOut: 1 }, { waiting: 1 }]);
  // What the sweep has not written yet is told and not kept.
  expect(await kept()).toEqual([]);
  await settleOverdue(store, 100);
  expect(await days()).toEqual(first);
  expect(await kept()).toEqual([dayOf(settledDay)]);
  await settle(store, [tap(waiting)]);
  expect(await days()).toMatchObject([{ timedOut: 1 }, { answered: 1, waiting: 0 }]);
  expect(await kept()).toEqual([dayOf(settledDay), dayOf(openDay)]);
  expect(await days()).toMatchObject([{ timedOut: 1 }, { answered: 1, waiting: 0 }]);
});

test('channels are the first recipients’, and times those of answers', async () => {
  const scope = live(aDeveloper());
  const mail = newRecipient(0, { channel: 'email' });
  const question = { ...scope, createdAt: ago(90_000) };
  const answered = await opened(store, question);
  await opened(store, { ...question, recipients: [mail, newRecipient(1)] });
  await opened(store, question);
  await settle(store, [tap(answered)]);
  expect(await usageByChannel(store, { ...scope, ...month })).toEqual([
    { channel: 'sms', pauses: 2, answered: 1 },
    { channel: 'email', pauses: 1, answered: 0 },
  ]);
  const { answers, median, slow } = await answerTimes(store, { ...scope, ...month });
  expect(answers).toBe(1);
  expect(median).toBeGreaterThanOrEqual(90_000);
  expect(slow).toBe(median);
});

test('without a pause there is nothing to tell', async () => {
  const of = { ...live(aDeveloper()), ...month };
  expect(await usageByChannel(store, of)).toEqual([]);
  expect(await answerTimes(store, of)).toEqual({ answers: 0, median: null, slow: null });
});

test('however many pauses there are, only those of days not kept are read, and the newest', async () => {
  const scope = live(aDeveloper());
  const of = { ...scope, ...month };
  await fill(scope.developerId, 40_000);
  const read = async (work: Parameters<typeof rowsRead>[2]) => rowsRead(store, /^pause/, work);
  expect(await read((spied) => usageByDay(spied, of))).toBeGreaterThan(28_000);
  const again = await read((spied) => usageByDay(spied, of));
  // Of thirty days the last is not over, and the one before it perhaps for less than an hour.
  expect(again).toBeLessThan(3 * (40_000 / 40));
  expect(await read((spied) => answerTimes(spied, of))).toBeLessThanOrEqual(NEWEST_PAUSES);
  // A pause and its recipient.
  expect(await read((spied) => usageByChannel(spied, of))).toBeLessThanOrEqual(2 * NEWEST_PAUSES);
});

/** Evenly over forty days, all of them answered: written past the law, which lets none be born settled. */
async function fill(developerId: string, pauses: number): Promise<void> {
  const { pool } = store;
  await pool.query('alter table pause disable trigger pause_born_pending');
  await pool.query(
    `with p as (
       insert into pause (developer_id, mode, id, status, options, allow_text_response, sandboxed, created_at,
         expires_at, due_at, response_choice, response_at, resolved_at, via, identified_by)
       select $1, 'live', new_id(at), 'responded', '{Yes,No}', false, false, at, at + '1 day', at + '1 day',
         'Yes', at + '1 hour', at + '1 hour', 'page', 'link'
       from generate_series(1, $2) n, lateral (select now() - interval '40 days' * n / $2 as at) t
       returning developer_id, id)
     insert into pause_recipient (developer_id, pause_id, recipient_index, channel, commitment, sealed, code_hash)
     select developer_id, id, 0, 'sms', '', '', sha256(uuid_send(id)) from p`,
    [developerId, pauses],
  );
  await pool.query('alter table pause enable always trigger pause_born_pending');
  await pool.query('vacuum analyze pause, pause_recipient');
}
