// A page of pauses, newest first, continued by the id of the last one.
import { pauseColumns, toPause, withContent, type PauseRow } from './pause-row.ts';
import type { PauseFilter, PauseRecord } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { madeAfter, madeBefore } from '../time-of-id.ts';

type Filter = Exclude<keyof PauseFilter, 'developerId' | 'mode' | 'limit' | 'status'>;

/**
 * Each filter that is given adds its condition; `?` becomes the number of its value. Ids begin with
 * the time: where they bound the walk, it does not read all that is newer, or older.
 */
export const pauseConditions: Readonly<Record<Filter, string>> = {
  channel: `exists (select from pause_recipient r where r.developer_id = p.developer_id
    and r.pause_id = p.id and r.channel = ?)`,
  runId: 'p.run_id = ?',
  createdAfter: `p.created_at > ? and ${madeAfter('p.id', '?')}`,
  createdBefore: `p.created_at < ? and ${madeBefore('p.id', '?')}`,
  before: 'p.id < ?::uuid',
};
const filters = Object.keys(pauseConditions) as Filter[];

/**
 * The status as every reader sees it: once it is due a pause is settled, swept or not. Each part is
 * one range of an index, so a rare status is found without reading the others; those with a held
 * answer have an index of their own.
 */
export const partsOf = {
  any: ['true'],
  pending: [`p.status = 'pending' and p.due_at > statement_timestamp()`],
  timed_out: [
    `p.status = 'timed_out'`,
    `p.status = 'pending' and p.due_at <= statement_timestamp() and p.held_at is null`,
  ],
  responded: [
    `p.status = 'responded'`,
    `p.held_at is not null and p.due_at <= statement_timestamp()`,
  ],
  cancelled: [`p.status = 'cancelled'`],
} as const;

export async function listPauses(store: Store, filter: PauseFilter): Promise<PauseRecord[]> {
  const status = filter.status ?? 'any';
  const given = filters.filter((name) => filter[name] !== undefined);
  const wanted = given.map(
    (name, i) => ` and ${pauseConditions[name].replaceAll('?', `$${i + 4}`)}`,
  );
  const ranges = partsOf[status].map(
    (part) => `(select p.* from pause p
      where p.developer_id = $1 and p.mode = $2 and ${part}${wanted.join('')}
      order by p.id desc limit $3)`,
  );
  const statement = {
    // One name per shape; pg allows 63 characters, so the filters are told by their numbers.
    name: `list-pauses-${status}-${given.map((name) => filters.indexOf(name)).join('')}`,
    text: `select ${pauseColumns} from (${ranges.join(' union all ')}) p ${withContent}
      order by p.id desc limit $3`,
  };
  const values = [filter.developerId, filter.mode, filter.limit, ...given.map((n) => filter[n])];
  const rows = await run<PauseRow>(store.pool, statement, values);
  return rows.map((row) => toPause(store.ring, row));
}
