// The law on answers that may still be taken back: what the rule forbids the database refuses.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewPause } from './records.ts';
import { settle } from './settling/settle.ts';
import { testStore, type TestStore } from './testing.ts';
import { aDeveloper, opened, tap } from './testing/acts.ts';

let store: TestStore;
let pending: NewPause;
let direct: NewPause;
let held: NewPause;
beforeAll(async () => {
  store = await testStore();
  const developerId = aDeveloper();
  const content = { allowTextResponse: false };
  pending = await opened(store, { developerId, undoSeconds: 10, content });
  direct = await opened(store, { developerId, content });
  held = await opened(store, { developerId, undoSeconds: 60, content });
  await settle(store, [tap(held)]);
});
afterAll(() => store.close());

const RESTRICTED = '23001';

async function refusalOf(change: string, { id }: Pick<NewPause, 'id'>): Promise<string> {
  return store.pool.query(`update pause set ${change} where id = $1`, [id]).then(
    ({ rowCount }) => `not refused: ${rowCount ?? 0} rows`,
    (error: unknown) => (error as { code: string }).code,
  );
}

/** The same however often a statement says it. */
const now = `date_trunc('milliseconds', statement_timestamp())`;
/** A hold as the gate would write it, with what matters to the test laid over it. */
const hold = (changes: Record<string, string> = {}): string =>
  Object.entries({
    held_at: 'now()',
    held_choice: `'Approve'`,
    held_via: `'page'`,
    held_identified_by: `'link'`,
    held_recipient_index: '0',
    due_at: `now()::timestamptz(3) + interval '10 seconds'`,
    ...changes,
  })
    .map(([column, value]) => `${column} = ${value}`)
    .join(', ');
const none = `held_at = null, held_choice = null, held_text_sealed = null, held_via = null,
  held_identified_by = null, held_recipient_index = null, held_user_id_sealed = null, due_at = expires_at`;
const answered = `status = 'responded', response_choice = 'Approve', via = 'page',
  identified_by = 'link', recipient_index = 0, response_at = ${now}, resolved_at = ${now}`;

describe('an answer is not held', () => {
  test.each([
    ['that was not offered', hold({ held_choice: `'Maybe'` })],
    ['without a choice', hold({ held_choice: 'null' })],
    ['by nobody', hold({ held_identified_by: 'null' })],
    ['from nowhere', hold({ held_via: 'null' })],
    ['with words nobody asked for', hold({ held_text_sealed: `'but'` })],
    ['from the deadline on', hold({ held_at: 'expires_at', due_at: 'expires_at' })],
    ['before it was given', hold({ held_at: `now() + interval '1 second'` })],
    ['for less than it was promised', hold({ due_at: `now() + interval '9 seconds'` })],
    ['for longer than it was promised', hold({ due_at: `now() + interval '11 seconds'` })],
    ['past the deadline', hold({ due_at: `expires_at + interval '1 second'` })],
    ['on a pause that another time is due', `due_at = now() + interval '1 minute'`],
    ['without a time', hold({ held_at: 'null' })],
    ['on a pause that is settled at once', `${answered}, ${hold()}`],
  ])('%s', async (_, change) => {
    expect(await refusalOf(change, pending)).toBe(RESTRICTED);
  });

  test('where the question lets nobody take it back', async () => {
    expect(await refusalOf(hold({ due_at: 'now()' }), direct)).toBe(RESTRICTED);
    expect(await refusalOf(hold(), direct)).toBe(RESTRICTED);
  });
});

describe('while it is held', () => {
  test.each([
    ['another one takes its place', `held_choice = 'Reject'`],
    ['its time is changed', `held_at = held_at - interval '1 second'`],
    ['its giver is changed', `held_recipient_index = 1`],
    ['it becomes final sooner', `due_at = due_at - interval '1 second'`],
    ['it becomes final later', `due_at = expires_at`],
    ['it becomes final at once', `${answered}, ${none}`],
    [
      'it is settled as it stands, but early',
      `status = 'responded', response_choice = held_choice, response_at = held_at, resolved_at = due_at,
        via = held_via, identified_by = held_identified_by, recipient_index = held_recipient_index, ${none}`,
    ],
    [
      'it times out',
      `status = 'timed_out', resolved_at = expires_at, response_choice = 'Reject', ${none}`,
    ],
    ['a cancel leaves it there', `status = 'cancelled', resolved_at = ${now}`],
    ['half of it is taken back', `held_at = null, due_at = expires_at`],
  ])('the database refuses that %s', async (_, change) => {
    expect(await refusalOf(change, held)).toBe(RESTRICTED);
  });
});

test('where answers are held, none is final at once', async () => {
  expect(await refusalOf(answered, pending)).toBe(RESTRICTED);
  expect(await refusalOf(answered, direct)).toBe('not refused: 1 rows');
});

describe('once it is due', () => {
  const final = `status = 'responded', response_choice = held_choice, response_at = held_at,
    resolved_at = due_at, via = held_via, identified_by = held_identified_by,
    recipient_index = held_recipient_index, ${none}`;
  let due: NewPause;
  beforeAll(async () => {
    const expiresAt = new Date(Date.now() + 2_000);
    due = await opened(store, {
      developerId: aDeveloper(),
      undoSeconds: 60,
      content: { expiresAt },
    });
    await settle(store, [tap(due)]);
    await store.pool.query('select pg_sleep_until($1)', [new Date(+expiresAt + 5)]);
  });

  test.each([
    ['is not taken back', none],
    ['is not cancelled', `status = 'cancelled', resolved_at = held_at, ${none}`],
    [
      'does not time out',
      `status = 'timed_out', resolved_at = expires_at, response_choice = 'Reject', ${none}`,
    ],
    ['is not settled as another', final.replace('held_choice,', `'Reject',`)],
    ['is not settled at another time', final.replace('= due_at', `= ${now}`)],
    ['is not settled as if given then', final.replace('= held_at', '= due_at')],
    ['is not settled in another’s name', final.replace('= held_recipient_index', '= 1')],
  ])('it %s', async (_, change) => {
    expect(await refusalOf(change, due)).toBe(RESTRICTED);
  });

  test('it is settled as it was given', async () => {
    expect(await refusalOf(final, due)).toBe('not refused: 1 rows');
  });
});

describe('a pause is born', () => {
  const born = (columns: string, values: string) =>
    store.pool
      .query(
        `insert into pause (developer_id, mode, id, options, allow_text_response, sandboxed,
           created_at, expires_at, due_at ${columns})
         select gen_random_uuid(), 'live', gen_random_uuid(), '{Yes,No}', true, false,
           now(), now() + interval '1 hour', ${values}`,
      )
      .then(
        () => 'not refused',
        (error: unknown) => (error as { code: string }).code,
      );
  const deadline = `now() + interval '1 hour'`;

  test('with no answer held, due at its deadline, with an undo of a minute at most', async () => {
    expect(await born('', `now() + interval '10 seconds'`)).toBe(RESTRICTED);
    expect(await born(', held_choice', `${deadline}, 'Yes'`)).toBe(RESTRICTED);
    expect(await born(', undo_seconds', `${deadline}, 61`)).toBe(RESTRICTED);
    expect(await born(', undo_seconds', `${deadline}, -1`)).toBe(RESTRICTED);
    expect(await born(', require', `${deadline}, 'nothing'`)).toBe(RESTRICTED);
    expect(await born(', undo_seconds, require', `${deadline}, 60, 'passkey'`)).toBe('not refused');
  });
});
