// The tail for whoever watches: which of the watched developers' pauses anything happened to since a snapshot.
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface Watched {
  readonly developerIds: readonly string[];
  /** Those that are watched one by one. */
  readonly pauseIds: readonly string[];
}

export interface Changes {
  readonly cursor: string;
  /** Of each developer once, and once more of each pause that is watched; else null. */
  readonly changed: readonly { readonly developerId: string; readonly pauseId: string | null }[];
}

/** Read as `settled-since.ts` reads; told in no more rows than are watched, whatever happened. */
const since = {
  name: 'changed-since',
  text: `select audit_snapshot()::text as cursor,
    coalesce((select json_agg(json_build_object('developerId', developer_id, 'pauseId', watched))
      from (select distinct developer_id, case when pause_id = any($3::uuid[]) then pause_id end as watched
        from audit_event
        where developer_id = any($2::uuid[]) and pause_id is not null
          and xid >= pg_snapshot_xmin($1::pg_snapshot)
          and xid < pg_snapshot_xmax(audit_snapshot())
          and not pg_visible_in_snapshot(xid, $1::pg_snapshot)) e), '[]') as changed`,
};

/** Takes a cursor; null starts here: nothing yet, and the cursor to go on from. */
export async function changedSince(
  { pool }: Store,
  cursor: string | null,
  { developerIds, pauseIds }: Watched,
): Promise<Changes> {
  const [row] = await run<Changes>(pool, since, [cursor, developerIds, pauseIds]);
  return row!;
}
