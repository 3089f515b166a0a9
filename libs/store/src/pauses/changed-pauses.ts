// Which of many pending pauses tell something else than when they were read: their words never do.
import type { PauseRecord } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

const milliseconds = (of: string): string => `(extract(epoch from ${of}) * 1000)::bigint`;

/**
 * All that moves while a pause is pending, as one text; null once it is not. Only keys in the conditions:
 * with anything more, a plan made while the tables were small could prefer another index, and would be
 * kept as they grow. Asked as JSON: of arrays PostgreSQL sees how many there are, and plans for each number anew.
 */
const changed = {
  name: 'changed-pauses',
  text: `select k.at
    from json_to_recordset($1) as k (at int, developer_id uuid, mode text, id uuid, progress text)
    left join lateral (select case when p.status = 'pending' and p.due_at > statement_timestamp()
        then concat(${milliseconds('p.held_at')}, (
          select string_agg(concat('/', d.recipient_index, ':', d.status, ':',
              ${milliseconds('d.updated_at')}), '' order by d.recipient_index)
            from delivery d where d.developer_id = p.developer_id and d.pause_id = p.id
              and d.notice = 'question')) end as progress
      from pause p where p.developer_id = k.developer_id and p.mode = k.mode and p.id = k.id
      limit 1) as now on true
    where now.progress is distinct from k.progress`,
};

/** The same text of what was read earlier. */
const progressOf = ({ held, recipients }: PauseRecord): string =>
  `${held?.at.getTime() ?? ''}${recipients
    .map(({ index, notification: { status, at } }) => `/${index}:${status}:${at.getTime()}`)
    .join('')}`;

/** One query for all, one answer for each; what is not there any more has changed too. */
export async function changedPauses(
  { pool }: Pick<Store, 'pool'>,
  earlier: readonly PauseRecord[],
): Promise<readonly boolean[]> {
  const asked = earlier.map((pause, at) => {
    const { developerId: developer_id, mode, id } = pause;
    return { at, developer_id, mode, id, progress: progressOf(pause) };
  });
  const rows = await run<{ at: number }>(pool, changed, [JSON.stringify(asked)]);
  const places = new Set(rows.map(({ at }) => at));
  return earlier.map((_, at) => places.has(at));
}
