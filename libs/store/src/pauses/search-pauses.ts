// A page of pauses by what no index knows: looked for among a bounded number of them, and told how many.
import { findPauseRows } from './find-pause.ts';
import { partsOf, pauseConditions } from './list-pauses.ts';
import { toPause } from './pause-row.ts';
import type { FoundPauses, PauseSearch } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/** For one page; what lies further back is the next page's. */
export const MOST_SEARCHED = 2_000;

const indexed = ['runId', 'createdAfter', 'createdBefore', 'before'] as const;

const ofChannel = (channel: string): string => `exists (select from pause_recipient r
  where r.developer_id = $1 and r.pause_id = s.id and r.channel = ${channel})`;

/** `json`, not `jsonb`: it keeps a number as it was written, however large. */
const withMetadata = (key: string, value: string): string => `exists (select from pause_content c
  where c.developer_id = $1 and c.pause_id = s.id and c.revision = 1 and ${value} =
    coalesce(c.metadata::json ->> ${key}, c.metadata::json #>> string_to_array(${key}, '.')))`;

interface Found {
  searched: number;
  last: string | null;
  ids: string[];
}

export async function searchPauses(store: Store, search: PauseSearch): Promise<FoundPauses> {
  const { developerId, limit } = search;
  const { statement, values } = searching(search);
  const [row] = await run<Found>(store.pool, statement, values);
  const { searched, last, ids } = row!;
  const keys = ids.map((pauseId) => ({ developerId, pauseId }));
  const rows = await findPauseRows(store, keys);
  const full = ids.length === limit;
  return {
    pauses: ids.flatMap((id) => toPause(store.ring, rows.get(id)!)),
    searched,
    next: full ? ids.at(-1)! : searched === MOST_SEARCHED ? last : null,
  };
}

function searching(search: PauseSearch) {
  const { developerId, mode, limit, channel, metadata } = search;
  const status = search.status ?? 'any';
  const values: unknown[] = [developerId, mode, limit];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const given = indexed.filter((name) => search[name] !== undefined);
  const ranges = given.map((name) => pauseConditions[name].replaceAll('?', place(search[name])));
  const judged = [
    ...(channel ? [ofChannel(place(channel))] : []),
    ...(metadata ? [withMetadata(`${place(metadata.key)}::text`, place(metadata.value))] : []),
  ];
  const part = (of: string): string => `(select p.id from pause p
    where ${['p.developer_id = $1', 'p.mode = $2', of, ...ranges].join(' and ')}
    order by p.id desc limit ${MOST_SEARCHED})`;
  const statement = {
    // One name for each shape; pg allows 63 characters, so the filters are told by their numbers.
    name: `search-pauses-${status}-${given.map((name) => indexed.indexOf(name)).join('')}-${
      channel ? 'c' : ''
    }${metadata ? 'm' : ''}`,
    text: `with s as materialized (
        select id from (${partsOf[status].map(part).join(' union all ')}) s
        order by id desc limit ${MOST_SEARCHED}
      ), found as (
        select id from s where ${['true', ...judged].join(' and ')} order by id desc limit $3)
      select (select count(*)::int from s) as searched, (select id from s order by id limit 1) as last,
        array(select id from found order by id desc)::text[] as ids`,
  };
  return { statement, values };
}
