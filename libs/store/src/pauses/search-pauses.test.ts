// A search by metadata or channel finds what is there, says how far it looked, and reads no further.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listPauses } from './list-pauses.ts';
import type { PauseSearch } from '../records.ts';
import { MOST_SEARCHED, searchPauses } from './search-pauses.ts';
import { newRecipient, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, settled } from '../testing/acts.ts';
import { rowsRead } from '../testing/rows-read.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const find = (search: Partial<PauseSearch> & Pick<PauseSearch, 'developerId'>) =>
  searchPauses(store, { mode: 'live', limit: 10, ...search });

describe('by metadata', () => {
  const developerId = aDeveloper();
  const metadata = {
    plain: '{"order":"A-17","amount":9007199254740991,"urgent":true,"note":null}',
    nested: '{"order":{"id":"B-2","lines":[3,"x"]},"a.b":"dotted"}',
    escaped: String.raw`{"name":"M\u00fcller \"&\" S\u00f6hne","huge":1e400000}`,
    none: null,
  };
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    for (const [name, text] of Object.entries(metadata)) {
      ids[name] = (await opened(store, { developerId, metadata: text })).id;
    }
    await opened(store, { developerId: aDeveloper(), metadata: metadata.plain });
  });

  test.each([
    ['order', 'A-17', 'plain'],
    ['amount', '9007199254740991', 'plain'],
    ['urgent', 'true', 'plain'],
    ['order.id', 'B-2', 'nested'],
    ['order.lines.1', 'x', 'nested'],
    ['order.lines', '[3,"x"]', 'nested'],
    ['a.b', 'dotted', 'nested'],
    ['name', 'Müller "&" Söhne', 'escaped'],
    ['huge', '1e400000', 'escaped'],
  ])('%s=%s is found', async (key, value, name) => {
    const { pauses } = await find({ developerId, metadata: { key, value } });
    expect(pauses.map(({ id }) => id)).toEqual([ids[name]]);
  });

  test.each([
    ['order', 'a-17'],
    ['order', ''],
    ['note', 'null'],
    ['', ''],
    [`order' or true --`, 'A-17'],
    ['order.id.x.y', 'B-2'],
    ['{', '}'],
  ])('%s=%s is not', async (key, value) => {
    const { pauses, searched, next } = await find({ developerId, metadata: { key, value } });
    expect({ pauses, searched, next }).toEqual({ pauses: [], searched: 4, next: null });
  });
});

test('pages by channel, status and run hold every pause once', async () => {
  const developerId = aDeveloper();
  const mail = { developerId, recipients: [newRecipient(0, { channel: 'email' })] } as const;
  const wanted = [];
  for (let i = 0; i < 3; i++) {
    wanted.unshift((await opened(store, mail)).id);
    await settled(store, await opened(store, mail));
    await opened(store, { developerId });
  }
  const search = { developerId, channel: 'email', status: 'pending', runId: 'run_1' } as const;
  const first = await find({ ...search, limit: 2 });
  const second = await find({ ...search, limit: 2, before: first.next! });
  expect([first, second].map(({ pauses }) => pauses.map(({ id }) => id))).toEqual([
    wanted.slice(0, 2),
    wanted.slice(2),
  ]);
  expect(second.next).toBeNull();
});

const MANY = 3 * MOST_SEARCHED;
const fill = `
with p as (
  insert into pause (developer_id, mode, id, options, allow_text_response, sandboxed, run_id,
    created_at, expires_at, due_at)
  select $1, 'live', new_id(at), '{a,b}', false, false, 'run_' || n % 100, at, now() + interval '1 hour',
    now() + interval '1 hour'
  from generate_series(1, ${MANY}) as n, lateral (
    select now() - (${MANY} - n) * interval '1 second' as at) t
  returning developer_id, id, created_at
), r as (
  insert into pause_recipient (developer_id, pause_id, recipient_index, channel, commitment, sealed, code_hash)
  select developer_id, id, 0, 'sms', '', '', uuid_send(id) from p
)
insert into pause_content (developer_id, pause_id, developer_name, metadata, digest, sealed)
select developer_id, id, 'Ada', '{"n":"' || row_number() over (order by id) || '"}', '', '' from p`;

describe('however many there are', () => {
  const developerId = aDeveloper();
  beforeAll(async () => {
    await store.pool.query(fill, [developerId]);
    await store.pool.query('vacuum analyze pause, pause_recipient, pause_content');
  });

  test('a page looks at so many, says so, and the next goes on from there', async () => {
    const search = { developerId, metadata: { key: 'n', value: String(MOST_SEARCHED) } };
    let page = await find(search);
    expect(page).toMatchObject({ pauses: [], searched: MOST_SEARCHED });
    page = await find({ ...search, before: page.next! });
    page = await find({ ...search, before: page.next! });
    expect(page.pauses).toHaveLength(1);
    expect((await find({ ...search, before: page.next! })).next).toBeNull();
  });

  test.each([
    ['nothing', {}],
    ['a channel nobody was asked by', { channel: 'telegram' }],
    ['a value nowhere', { metadata: { key: 'n', value: 'none' } }],
    ['the last one', { metadata: { key: 'n', value: '1' }, runId: 'run_1' }],
    ['an old time', { channel: 'sms', createdBefore: new Date(Date.now() - 5_000_000) }],
  ] satisfies [string, Partial<PauseSearch>][])('by %s it reads no more', async (_, search) => {
    const read = await rowsRead(store, /^pause$/, (spied) =>
      searchPauses(spied, { developerId, mode: 'live', limit: 21, ...search }),
    );
    expect(read).toBeLessThanOrEqual(MOST_SEARCHED + 100);
  });

  test.each([
    ['nothing', {}],
    ['a status', { status: 'pending' }],
    ['a status nobody has', { status: 'cancelled' }],
    ['a run', { runId: 'run_7' }],
    ['a time', { createdBefore: new Date(Date.now() - 3_000_000) }],
  ] satisfies [string, Partial<PauseSearch>][])(
    'the list by %s reads little',
    async (_, filter) => {
      const read = await rowsRead(store, /^pause$/, (spied) =>
        listPauses(spied, { developerId, mode: 'live', limit: 21, ...filter }),
      );
      expect(read).toBeLessThanOrEqual(200);
    },
  );
});
