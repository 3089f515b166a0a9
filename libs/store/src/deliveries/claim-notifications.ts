// Takes notifications that are due, for the length of a lease.
import type { ChannelName, Mode, NoticeKind, ReportedStatus } from '@pausepoint/core';
import { findPauseRows } from '../pauses/find-pause.ts';
import { findSealedCodes, type SealedCode } from '../approvers/find-sealed-codes.ts';
import { openClaims, WAS_ERASED, type ClaimOptions } from './open-claims.ts';
import { openUnder } from '../pauses/open-words.ts';
import { toPause, type PauseRow } from '../pauses/pause-row.ts';
import type { Claim, NotificationClaim } from '../records.ts';
import { unsealReach } from '../pauses/sealed-words.ts';
import { openDataKey, unsealCode, unsealRef } from '../sealing.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { areUnwanted } from '../approvers/unwanted.ts';

/** Whoever had it before and never told may have sent it. */
const claim = {
  name: 'claim-notifications',
  text: `
with due as materialized (
  select developer_id, pause_id, id from delivery
  where kind = 'notification' and next_attempt_at <= statement_timestamp()
  order by next_attempt_at limit $1 for update skip locked
)
update delivery d set attempts = d.attempts + 1, status = 'sending',
  in_doubt = d.in_doubt or d.status = 'sending',
  next_attempt_at = statement_timestamp() + $2::float8 * interval '1 second',
  updated_at = statement_timestamp()
from due join pause_recipient r on r.developer_id = due.developer_id and r.pause_id = due.pause_id
where d.developer_id = due.developer_id and d.pause_id = due.pause_id and d.id = due.id
  and r.recipient_index = d.recipient_index
returning d.developer_id, d.pause_id, d.id, d.mode, d.attempts, r.recipient_index, r.channel,
  r.sealed, d.notice, d.ref_sealed, d.reported, d.reported_error, statement_timestamp() as clock,
  exists (select from developer v where v.id = d.developer_id and v.disabled_at is not null) as disabled`,
};

interface Row {
  developer_id: string;
  pause_id: string;
  id: string;
  mode: Mode;
  attempts: number;
  recipient_index: number;
  channel: ChannelName;
  sealed: Buffer;
  notice: NoticeKind;
  ref_sealed: Buffer | null;
  reported: ReportedStatus | null;
  reported_error: string | null;
  clock: Date;
  disabled: boolean;
}

export async function claimNotifications(
  store: Store,
  options: ClaimOptions,
): Promise<NotificationClaim[]> {
  const rows = await run<Row>(store.pool, claim, [options.limit, options.leaseSeconds]);
  const keys = rows.map((row) => ({ developerId: row.developer_id, pauseId: row.pause_id }));
  const pauses = await findPauseRows(store, keys);
  const codes = await findSealedCodes(
    store,
    rows
      .filter(({ notice }) => notice === 'code')
      .map((row) => ({ ...toBase(row), recipientIndex: row.recipient_index })),
  );
  const taken = rows.map((row) => {
    const base = toBase(row);
    const open = () => toClaim(store, base, row, pauses.get(row.pause_id)!, codes.get(row.id));
    return { claim: base, at: row.clock, open };
  });
  const opened = await openClaims<NotificationClaim>(store, taken, options);
  const unwanted = await areUnwanted(
    store,
    opened.map((one) => ({ ...one, sandboxed: one.pause.sandboxed })),
  );
  return opened.map((one, index) => (unwanted[index] ? { ...one, unwanted: true } : one));
}

const toBase = (row: Row): Claim => ({
  developerId: row.developer_id,
  deliveryId: row.id,
  kind: 'notification',
  mode: row.mode,
  pauseId: row.pause_id,
  attempt: row.attempts,
});

function toClaim(
  { ring }: Store,
  base: Claim,
  row: Row,
  pause: PauseRow,
  code: SealedCode | undefined,
): NotificationClaim | { readonly gone: string } {
  const { developerId, pauseId } = base;
  const index = row.recipient_index;
  if (!pause.key_sealed) return { gone: WAS_ERASED };
  const key = openDataKey(ring, base, pause.key_sealed);
  return {
    ...base,
    notice: row.notice,
    pause: toPause(ring, pause, (_, sealed) => openUnder(key, sealed)),
    recipientIndex: index,
    channel: row.channel,
    ...unsealReach(key, { developerId, pauseId, index }, row.sealed),
    ref: row.ref_sealed && unsealRef(ring, base, row.ref_sealed),
    proof: code
      ? { digits: unsealCode(ring, base, row.id, code.sealed), expiresAt: code.expiresAt }
      : null,
    reported: row.reported && { status: row.reported, error: row.reported_error },
    unwanted: false,
    disabled: row.disabled,
  };
}
