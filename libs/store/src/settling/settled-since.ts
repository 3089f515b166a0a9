// The tails: the pauses of which news, or an erasure, became visible since a snapshot, however late it committed.
import type { PauseKey } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/** What the webhooks hear of, in the words of the indexes that serve tail and feed. */
export const isNews = `(type in ('pause.responded', 'pause.timed_out', 'pause.cancelled')
  or detail ->> 'unreachable' = 'true')`;

/**
 * The cursor is a snapshot. An event is new when its transaction is visible in this statement but was
 * not in the cursor's: exact in both directions, and a slow transaction elsewhere delays nobody.
 * The upper bound is always true; it tells the planner that the range is small.
 */
const tailOf = (name: string, wanted: string) => ({
  name,
  text: `select audit_snapshot()::text as cursor,
    (select json_agg(json_build_object('developerId', developer_id, 'pauseId', pause_id))
      from audit_event
      where ${wanted}
        and xid >= pg_snapshot_xmin($1::pg_snapshot)
        and xid < pg_snapshot_xmax(audit_snapshot())
        and not pg_visible_in_snapshot(xid, $1::pg_snapshot)) as pauses`,
});

export interface Tail {
  readonly cursor: string;
  readonly pauses: readonly PauseKey[];
}

const follow =
  (statement: ReturnType<typeof tailOf>) =>
  async (store: Store, cursor: string | null): Promise<Tail> => {
    const rows = await run<{ cursor: string; pauses: PauseKey[] | null }>(store.pool, statement, [
      cursor,
    ]);
    return { cursor: rows[0]!.cursor, pauses: rows[0]!.pauses ?? [] };
  };

/** Takes a cursor; null starts the tail here: nothing yet, and the cursor to go on from. */
export const settledSince = follow(tailOf('settled-since', isNews));

/** The same, of pauses whose personal data was erased. */
export const erasedSince = follow(tailOf('erased-since', `type = 'pause.personal_data_erased'`));
