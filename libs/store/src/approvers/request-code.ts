// Sends whoever holds a link a code that proves who they are; it takes the place of the one before.
import { randomInt } from 'node:crypto';
import { addMilliseconds, DAY, DomainError, MINUTE, newId } from '@pausepoint/core';
import { hashCode, type LinkKey, MOST_WRONG } from './proof-code.ts';
import { sealCode } from '../sealing.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface CodeRequest extends LinkKey {
  readonly now: Date;
}

export type CodeSent =
  | { readonly sent: true; readonly expiresAt: Date }
  | { readonly refused: 'too_many'; readonly retryAfterSeconds: number };

const VALID = 10 * MINUTE;
const PER_HOUR = 5;

/**
 * The row is one link's, and its lock makes requests wait for each other: what came at the same time is
 * counted too. Whose allowance is used up changes nothing.
 */
const send = {
  name: 'request-code',
  text: `
with link as (
  select p.developer_id, p.mode, p.id as pause_id, r.recipient_index
  from pause p join pause_recipient r on r.developer_id = p.developer_id and r.pause_id = p.id
  where p.developer_id = $1 and p.mode in ('live', 'test') and p.id = $2
    and r.recipient_index = $3 and r.channel <> 'link' and p.require <> 'link'
    and r.recipient_index <> all (coalesce(p.unwanted_by, '{}'))
), taken as (
  insert into proof_code as c (developer_id, pause_id, recipient_index, delivery_id, code_hash,
    code_sealed, sent_at, expires_at)
  select developer_id, pause_id, recipient_index, $4::uuid, $5::bytea, $6::bytea,
    array[$7::timestamptz], $8::timestamptz
  from link
  on conflict (developer_id, pause_id, recipient_index) do update
    set delivery_id = excluded.delivery_id, code_hash = excluded.code_hash,
      code_sealed = excluded.code_sealed, expires_at = excluded.expires_at, tries = 0,
      sent_at = c.sent_at[cardinality(c.sent_at) - ${PER_HOUR} + 2 :] || excluded.sent_at
    where c.wrong < ${MOST_WRONG} and (cardinality(c.sent_at) < ${PER_HOUR}
      or c.sent_at[cardinality(c.sent_at) - ${PER_HOUR} + 1] <= $7::timestamptz - interval '1 hour')
  returning true
), notification as (
  insert into delivery (developer_id, pause_id, id, kind, mode, status, next_attempt_at,
    recipient_index, notice, created_at, updated_at)
  select developer_id, pause_id, $4::uuid, 'notification', mode, 'queued', statement_timestamp(),
    recipient_index, 'code', $7::timestamptz, $7::timestamptz
  from link where exists (select from taken)
)
select exists (select from taken) as sent from link`,
};

const refused = {
  name: 'when-next-code',
  text: `select wrong, extract(epoch from sent_at[cardinality(sent_at) - ${PER_HOUR} + 1]
      + interval '1 hour' - $4::timestamptz)::float8 as wait
    from proof_code where developer_id = $1 and pause_id = $2 and recipient_index = $3`,
};

export async function requestCode(store: Store, request: CodeRequest): Promise<CodeSent> {
  const { developerId, pauseId, recipientIndex, now } = request;
  const digits = String(randomInt(1_000_000)).padStart(6, '0');
  const deliveryId = newId(now);
  const expiresAt = addMilliseconds(now, VALID);
  const key = [developerId, pauseId, recipientIndex];
  const [came] = await run<{ sent: boolean }>(store.pool, send, [
    ...key,
    deliveryId,
    hashCode(store.ring.key('hash-code')!, request, digits),
    sealCode(store.ring, { developerId, pauseId }, deliveryId, digits),
    now,
    expiresAt,
  ]);
  if (!came) throw new DomainError('respond_link_invalid', 'No code is sent for this link.');
  if (came.sent) return { sent: true, expiresAt };
  const [until] = await run<{ wrong: number; wait: number | null }>(store.pool, refused, [
    ...key,
    now,
  ]);
  const seconds = until!.wrong >= MOST_WRONG ? DAY / 1_000 : Math.ceil(until!.wait ?? 1);
  return { refused: 'too_many', retryAfterSeconds: Math.max(1, seconds) };
}
