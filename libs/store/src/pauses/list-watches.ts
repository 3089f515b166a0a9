// What was asked by way of `/api/pause`: a page by its offset, newest first, and how many there are.
import { pauseColumns, toPause, withContent, type PauseRow } from './pause-row.ts';
import type { PauseRecord, Scope } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/** What has become of it: its status, or once it is answered, the choice. */
export const watchEndings = ['pending', 'Approve', 'Reject', 'timed_out', 'cancelled'] as const;
export type WatchEnding = (typeof watchEndings)[number];

export interface WatchFilter extends Scope {
  /** Undefined: any. */
  readonly ending: WatchEnding | undefined;
  readonly limit: number;
  readonly offset: number;
  /** Nothing is counted, nor skipped, beyond this. */
  readonly farthest: number;
}

/** As the index has it. */
const ending = `(case when p.status = 'responded' then p.response_choice else p.status end)`;

/** Each is one range of the index; once it is due it has timed out, swept or not. */
const ranges: Readonly<Record<WatchEnding, readonly string[]>> = {
  pending: [`${ending} = 'pending' and p.due_at > statement_timestamp()`],
  Approve: [`${ending} = 'Approve'`],
  Reject: [`${ending} = 'Reject'`],
  timed_out: [
    `${ending} = 'timed_out'`,
    `${ending} = 'pending' and p.due_at <= statement_timestamp()`,
  ],
  cancelled: [`${ending} = 'cancelled'`],
};

const found = (of: readonly WatchEnding[], most: string): string =>
  of
    .flatMap((one) => ranges[one])
    .map(
      (range) => `(select p.developer_id, p.mode, p.id from pause p
        where p.developer_id = $1 and p.mode = $2 and p.watch and ${range}
        order by p.id desc limit ${most})`,
    )
    .join(' union all ');

export async function listWatches(
  store: Store,
  { developerId, mode, ending: asked, limit, offset, farthest }: WatchFilter,
): Promise<{ readonly pauses: readonly PauseRecord[]; readonly total: number }> {
  const name = asked ?? 'any';
  const endings = asked === undefined ? watchEndings : [asked];
  const page = {
    name: `list-watches-${name}`,
    text: `select ${pauseColumns} from (
        select * from (${found(endings, '$3::int + $4::int')}) as w order by id desc
        offset $4::int limit $3::int
      ) as w join pause p on p.developer_id = w.developer_id and p.mode = w.mode and p.id = w.id
      ${withContent} order by p.id desc`,
  };
  const count = {
    name: `count-watches-${name}`,
    text: `select count(*)::int as total from (
      select from (${found(endings, '$3::int')}) as w limit $3::int) as w`,
  };
  const [rows, [counted]] = await Promise.all([
    run<PauseRow>(store.pool, page, [developerId, mode, limit, offset]),
    run<{ total: number }>(store.pool, count, [developerId, mode, farthest]),
  ]);
  return { pauses: rows.map((row) => toPause(store.ring, row)), total: counted!.total };
}
