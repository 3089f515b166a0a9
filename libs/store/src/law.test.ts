// The law: what the database refuses to everybody, the owner of its tables included.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewPause } from './records.ts';
import { settle } from './settling/settle.ts';
import { testStore, type TestStore } from './testing.ts';
import { aDeveloper, opened, overdue, tap } from './testing/acts.ts';

let store: TestStore;
let pending: NewPause;
let settled: NewPause;
beforeAll(async () => {
  store = await testStore();
  const developerId = aDeveloper();
  pending = await opened(store, { developerId, webhookUrl: 'https://example.com/h' });
  settled = await opened(store, { developerId });
  await settle(store, [tap(settled)]);
});
afterAll(() => store.close());

const RESTRICTED = '23001';
const CHECK = '23514';

/** The SQLSTATE with which the statement was refused; tests connect as owner and superuser. */
async function refusalOf(sql: string, values: unknown[] = []): Promise<string> {
  const attempt = store.pool.query(sql, values).then(
    ({ rowCount }) => `not refused: ${rowCount ?? 0} rows`,
    (error: unknown) => (error as { code: string }).code,
  );
  return attempt;
}

describe('append-only', () => {
  const columns = {
    audit_event: `detail = '{}'`,
    audit_leaf: `hash = ''`,
    audit_node: `hash = ''`,
    signing_key: `public_key = ''`,
    pause_content: `sealed = 'x'`,
    response: `choice = 'Reject'`,
  };
  for (const [table, change] of Object.entries(columns)) {
    test(`${table} refuses UPDATE, DELETE and TRUNCATE`, async () => {
      expect(await refusalOf(`update ${table} set ${change}`)).toBe(RESTRICTED);
      expect(await refusalOf(`update ${table} set ${change} where false`)).toBe(RESTRICTED);
      expect(await refusalOf(`delete from ${table}`)).toBe(RESTRICTED);
      expect(await refusalOf(`truncate ${table}`)).toBe(RESTRICTED);
    });

    test(`${table} refuses them with its ordinary triggers switched off too`, async () => {
      const client = await store.pool.connect();
      try {
        await client.query(`set session_replication_role = replica`);
        await expect(client.query(`delete from ${table}`)).rejects.toThrow('append-only');
      } finally {
        client.release(true);
      }
    });
  }
});

test('whom a question was put to stays, but for what they are found by, which only ever goes', async () => {
  const set = (change: string) =>
    refusalOf(`update pause_recipient set ${change} where pause_id = $1`, [settled.id]);
  expect(await set(`sealed = 'somebody'`)).toBe(RESTRICTED);
  expect(await set(`address_hash = 'somebody'`)).toBe(RESTRICTED);
  expect(await set(`address_hash = null, sealed = 'somebody'`)).toBe(RESTRICTED);
  expect(await set(`address_hash = null`)).toBe('not refused: 1 rows');
  for (const away of ['delete from', 'truncate']) {
    expect(await refusalOf(`${away} pause_recipient`)).toBe(RESTRICTED);
  }
});

describe('a settled pause', () => {
  test.each([
    `status = 'pending'`,
    `status = 'cancelled', response_choice = null`,
    `response_choice = 'Reject'`,
    `response_text_sealed = 'no'`,
    `response_at = response_at - interval '1 second'`,
    `resolved_at = now()`,
    `via = 'api'`,
    `identified_by = 'passkey'`,
    `recipient_index = 3`,
    `user_id_sealed = 'U1'`,
  ])('never changes: %s', async (change) => {
    expect(await refusalOf(`update pause set ${change} where id = $1`, [settled.id])).toBe(
      RESTRICTED,
    );
  });
});

describe('a pending pause keeps what it was opened with', () => {
  test.each([
    `developer_id = gen_random_uuid()`,
    `mode = 'test'`,
    `id = gen_random_uuid()`,
    `revision = 2`,
    `options = '{Approve,Reject,Later}'`,
    `allow_text_response = false`,
    `timeout_default = 'Approve'`,
    `sandboxed = true`,
    `risk = 'high'`,
    `require = 'passkey'`,
    `undo_seconds = 60`,
    `run_id = 'another'`,
    `webhook_url_sealed = null`,
    `created_at = created_at - interval '1 hour'`,
    `expires_at = expires_at + interval '1 hour'`,
  ])('%s', async (change) => {
    expect(await refusalOf(`update pause set ${change} where id = $1`, [pending.id])).toBe(
      RESTRICTED,
    );
  });
});

describe('an ending must agree with itself', () => {
  test.each([
    ['early timeout', `status = 'timed_out', resolved_at = expires_at, response_choice = 'Reject'`],
    [
      'an answer without a choice',
      `status = 'responded', response_at = now(), resolved_at = now()`,
    ],
    [
      'a choice that was not offered',
      `status = 'responded', response_choice = 'Maybe', response_at = now(), resolved_at = now(), via = 'page', identified_by = 'link'`,
    ],
    [
      'an answer after the deadline',
      `status = 'responded', response_choice = 'Approve', response_at = expires_at, resolved_at = expires_at, via = 'page', identified_by = 'link'`,
    ],
    [
      'an answer by nobody',
      `status = 'responded', response_choice = 'Approve', response_at = now(), resolved_at = now()`,
    ],
    [
      'a cancel with a choice',
      `status = 'cancelled', response_choice = 'Approve', resolved_at = now()`,
    ],
    ['a cancel without a time', `status = 'cancelled'`],
    ['a choice while pending', `response_choice = 'Approve'`],
    ['a user while pending', `user_id_sealed = 'U1'`],
    ['a cancel by a user', `status = 'cancelled', resolved_at = now(), user_id_sealed = 'U1'`],
    ['an unknown status', `status = 'approved'`],
  ])('%s', async (_, change) => {
    expect(await refusalOf(`update pause set ${change} where id = $1`, [pending.id])).toBe(
      RESTRICTED,
    );
  });

  test('a timeout tells the default, at the deadline', async () => {
    const late = await overdue(store, { developerId: pending.developerId });
    const change = (choice: string, at: string) =>
      refusalOf(
        `update pause set status = 'timed_out', response_choice = ${choice}, resolved_at = ${at}
         where id = $1`,
        [late.id],
      );
    expect(await change(`'Approve'`, 'expires_at')).toBe(RESTRICTED);
    expect(await change('null', 'expires_at')).toBe(RESTRICTED);
    expect(await change(`'Reject'`, 'now()')).toBe(RESTRICTED);
    expect(await change(`'Reject'`, 'expires_at')).toBe('not refused: 1 rows');
  });
});

test('a schema that comes before ours, with operators of its own, changes nothing of the law', async () => {
  const client = await store.pool.connect();
  try {
    await client.query(`create schema theirs;
      create function theirs.never(text, text) returns boolean language sql return false;
      create operator theirs.<> (leftarg = text, rightarg = text, function = theirs.never);
      set search_path = theirs, pg_catalog, public`);
    const change = `update pause set run_id = 'another' where id = $1`;
    const refused = { code: RESTRICTED };
    await expect(client.query(change, [settled.id])).rejects.toMatchObject(refused);
    const again = `update pause set identified_by = identified_by where id = $1`;
    await expect(client.query(again, [settled.id])).rejects.toThrow(
      'a settled pause never changes',
    );
  } finally {
    client.release(true);
  }
});

describe('pauses', () => {
  test('are kept: neither DELETE nor TRUNCATE', async () => {
    expect(await refusalOf('delete from pause where id = $1', [pending.id])).toBe(RESTRICTED);
    expect(await refusalOf('truncate pause')).toBe(RESTRICTED);
    expect(await refusalOf('truncate pause cascade')).toBe(RESTRICTED);
  });

  const born = (columns: string, values: string) =>
    refusalOf(
      `insert into pause (developer_id, mode, id, options, allow_text_response, sandboxed,
         created_at, expires_at, due_at ${columns})
       values (gen_random_uuid(), 'live', gen_random_uuid(), '{Yes,No}', true, false,
         now(), now() + interval '1 hour', now() + interval '1 hour' ${values})`,
    );

  test('are born pending and unanswered', async () => {
    expect(await born(', status', `, 'cancelled'`)).toBe(RESTRICTED);
    expect(await born(', response_choice', `, 'Yes'`)).toBe(RESTRICTED);
    expect(await born(', user_id_sealed', `, 'U1'`)).toBe(RESTRICTED);
    expect(await born('', '')).toBe('not refused: 1 rows');
  });

  test('have a default among their options', async () => {
    expect(await born(', timeout_default', `, 'Maybe'`)).toBe(CHECK);
    expect(await born(', timeout_default', `, 'No'`)).toBe('not refused: 1 rows');
  });
});

test('the key of a pause stays what it is until it is destroyed, for good', async () => {
  const change = (what: string) =>
    refusalOf(`update pause_key set ${what} where pause_id = $1`, [settled.id]);
  expect(await change(`sealed = 'another'`)).toBe(RESTRICTED);
  expect(await change('pause_id = gen_random_uuid(), sealed = null, erased_at = now()')).toBe(
    RESTRICTED,
  );
  expect(await change('sealed = null')).toBe(CHECK);
  expect(await change('sealed = null, erased_at = now()')).toBe('not refused: 1 rows');
  expect(await change(`sealed = 'another', erased_at = null`)).toBe(RESTRICTED);
  expect(await change(`erased_at = now()`)).toBe(RESTRICTED);
  expect(await refusalOf('delete from pause_key')).toBe(RESTRICTED);
  expect(await refusalOf('truncate pause_key')).toBe(RESTRICTED);
});
