// However long the log is, a page of it reads little more than it shows: the first, the last, and any filter.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from './list-audit.ts';
import type { AuditWish } from '../records.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper } from '../testing/acts.ts';
import { makeOldMonth, monthBefore } from '../testing/old-months.ts';
import { rowsRead } from '../testing/rows-read.ts';
import { live } from '../testing/seal.ts';
import { exportAudit } from './export-audit.ts';

const EVENTS = 60_000;
const MONTHS = 6;
const LIMIT = 21;
/** Of the smallest part any filter leaves, one in ten, a page's worth and some: never a share of the log. */
const FEW = 20 * LIMIT;

let store: TestStore;
const scope = live(aDeveloper());
let pauseId: string;
/** In the middle of the log, and at its beginning. */
let middle: { id: string; at: Date };
let early: { id: string; at: Date };

/** Evenly over the months, ten kinds in turn and a rare one twice, ten of each pause, sealed but for the last few. */
const fill = `
with e as (
  insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at, xid)
  select $1, 'live', new_id(at), case when n in (5, ${EVENTS - 5}) then 'api_key.rotated'
      when n % 10 = 3 then 'pause.viewed' when n % 10 = 7 then 'pause.responded' else 'pause.created' end, case when n % 10 in (3, 7) then 'human' else 'developer' end,
    ('00000000-0000-7000-8000-' || lpad((n / 10)::text, 12, '0'))::uuid, '{}', at,
    (3 + n / 500)::text::xid8
  from generate_series(1, ${EVENTS}) as n, lateral (select $2::timestamptz
    + n * (now() - $2::timestamptz) / ${EVENTS + 1} as at) t
  returning developer_id, mode, id
)
insert into audit_leaf (developer_id, mode, sequence, event_id, hash)
select developer_id, mode, row_number() over (order by id) - 1, id, sha256(uuid_send(id)) from e`;

beforeAll(async () => {
  store = await testStore();
  for (let months = 1; months < MONTHS; months++) await makeOldMonth(store, months);
  const since = `${await monthBefore(store, MONTHS - 1)}-01T00:00:00Z`;
  const { pool } = store;
  for (const developer of [scope.developerId, aDeveloper()])
    await pool.query(fill, [developer, since]);
  await pool.query(
    `insert into audit_log (developer_id, mode, size, edge) values ($1, 'live', $2, '')`,
    [scope.developerId, EVENTS],
  );
  await pool.query('update audit_horizon set xid = pg_current_xact_id()');
  await pool.query('vacuum analyze audit_event, audit_leaf');
  const at = async (offset: number) => {
    const { rows } = await pool.query<{ id: string; at: string; pause_id: string }>(
      `select id, created_at as at, pause_id from audit_event where developer_id = $1
       order by id offset $2 limit 1`,
      [scope.developerId, offset],
    );
    pauseId = rows[0]!.pause_id;
    return { id: rows[0]!.id, at: new Date(rows[0]!.at) };
  };
  early = await at(300);
  middle = await at(EVENTS / 2);
});
afterAll(() => store.close());

const filters = ['pauseId', 'eventType', 'actor', 'from', 'to'] as const;
const combinations = Array.from({ length: 2 ** filters.length }, (_, bits) =>
  filters.filter((_, n) => (bits >> n) & 1),
);

function wished(names: readonly (typeof filters)[number][]): AuditWish {
  const hour = 3_600_000;
  const all = {
    ...{ pauseId, eventType: 'pause.responded', actor: 'human' },
    ...{ from: new Date(early.at.getTime() - hour), to: new Date(middle.at.getTime() + hour) },
  } as const;
  return { ...scope, ...Object.fromEntries(names.map((name) => [name, all[name]])) };
}

const title = (names: readonly string[]): string => names.join(', ') || 'nothing';

describe('the list', () => {
  test.each(combinations.map((names) => [title(names), names] as const))(
    'narrowed by %s',
    async (_, names) => {
      for (const after of [undefined, middle.id, early.id]) {
        const read = await rowsRead(store, /^audit_event/, async (spied) => {
          const page = await listAudit(spied, { ...wished(names), after, limit: LIMIT });
          if (after !== early.id && names.length < 2) expect(page.length).toBeGreaterThan(0);
        });
        expect(read, String(after)).toBeLessThanOrEqual(FEW);
      }
    },
  );
});

describe('a kind of which there is', () => {
  test.each([
    ['one at either end', 'api_key.rotated', 2],
    ['none', 'pause.escalated', 0],
  ] as const)('%s is looked for in as few', async (_, eventType, many) => {
    const read = await rowsRead(store, /^audit_event/, async (spied) => {
      const page = await listAudit(spied, { ...scope, eventType, limit: LIMIT });
      expect(page).toHaveLength(many);
    });
    expect(read).toBeLessThanOrEqual(FEW);
  });
});

describe('the export', () => {
  test.each(combinations.map((names) => [title(names), names] as const))(
    'narrowed by %s',
    { timeout: 30_000 },
    async (_, names) => {
      const wish = { ...wished(names), told: {}, now: new Date() };
      let events = 0;
      const read = await rowsRead(store, /^audit_/, async (spied) => {
        const { pages } = await exportAudit(spied, wish);
        for await (const page of pages) events += page.length;
      });
      expect(events).toBeGreaterThan(0);
      // A page is a thousand places, and each leads to one event.
      expect(read).toBeLessThanOrEqual(2 * 1_000 + FEW);
    },
  );
});
