// How a pause ended, as the log tells it: what a receipt is about.
import { endings, type EventType } from '@pausepoint/core';
import { auditColumns, toAuditRecord, withLeaf, type AuditRow } from './list-audit.ts';
import type { AuditRecord, PauseKey, Scope } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface Ending {
  /** Exactly as it was written, nothing opened. */
  readonly event: AuditRecord;
  /** To the masked address of the recipient who answered, as the log has it; null: none did. */
  readonly recipientCommitment: string | null;
}

const types: readonly EventType[] = Object.values(endings).map(({ event }) => event);

const find = {
  name: 'find-ending',
  text: `select ${auditColumns}, (select r.commitment from pause_recipient r
      where r.developer_id = $1 and r.pause_id = $3
        and r.recipient_index = (e.detail ->> 'recipient_index')::smallint)
      as recipient_commitment
    from (select * from audit_event
      where developer_id = $1 and mode = $2 and pause_id = $3 and type = any ($4::text[])
      order by id limit 1) e ${withLeaf}`,
};

interface Row extends AuditRow {
  recipient_commitment: string | null;
}

/** Undefined while it has not ended, or the sweep has yet to write down that it has. */
export async function findEnding(
  store: Store,
  { developerId, mode, pauseId }: Scope & PauseKey,
): Promise<Ending | undefined> {
  const [row] = await run<Row>(store.pool, find, [developerId, mode, pauseId, types]);
  return row && { event: toAuditRecord(row), recipientCommitment: row.recipient_commitment };
}
