// Reads again of a pending pause only what can have changed: its words never do.
import type { NotificationStatus } from '@pausepoint/core';
import { findPause } from './find-pause.ts';
import type { PauseRecord, Recipient } from './records.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';

/**
 * A row per recipient. Only keys in the condition: with anything more, a plan made while the tables
 * were small could prefer another index, and would be kept as they grow.
 */
const progress = {
  name: 'reread-pause',
  text: `select p.status = 'pending' and p.due_at > statement_timestamp() as pending, p.held_at,
      d.recipient_index, d.status, d.attempts, d.last_error, d.updated_at
    from pause p join delivery d on d.developer_id = p.developer_id and d.pause_id = p.id
      and d.notice = 'question'
    where p.developer_id = $1 and p.mode = $2 and p.id = $3`,
};

interface ProgressRow {
  pending: boolean;
  held_at: Date | null;
  recipient_index: number;
  status: NotificationStatus;
  attempts: number;
  last_error: string | null;
  updated_at: Date;
}

/** The very same record where nothing has changed since. */
export async function rereadPause(
  store: Store,
  earlier: PauseRecord,
): Promise<PauseRecord | undefined> {
  const { developerId, mode, id } = earlier;
  const rows = await run<ProgressRow>(store.pool, progress, [developerId, mode, id]);
  if (!rows[0]?.pending || +(rows[0].held_at ?? 0) !== +(earlier.held?.at ?? 0))
    return findPause(store, earlier);
  const recipients = earlier.recipients.map((recipient) => moveOn(recipient, rows));
  const unchanged = recipients.every((recipient, i) => recipient === earlier.recipients[i]);
  return unchanged ? earlier : { ...earlier, recipients };
}

function moveOn(recipient: Recipient, rows: readonly ProgressRow[]): Recipient {
  const { notification: known, index } = recipient;
  const row = rows.find((candidate) => candidate.recipient_index === index);
  if (!row || (row.status === known.status && row.updated_at.getTime() === known.at.getTime())) {
    return recipient;
  }
  const { status, attempts, last_error: lastError, updated_at: at } = row;
  return { ...recipient, notification: { status, attempts, lastError, at } };
}
