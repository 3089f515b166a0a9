// Erases what is personal in a settled pause: its key is destroyed, and whatever was kept beside it goes.
import { DomainError, newId } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { lockPauses } from '../settling/lock-pauses.ts';
import { WAS_ERASED } from '../deliveries/open-claims.ts';
import type { Scope } from '../records.ts';
import { readClock } from '../settling/settle.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';

export interface Erasure extends Scope {
  readonly id: string;
}

/**
 * Messages and webhooks that are still to leave never do; a try under way finds its lease taken and changes
 * nothing. What was already decided, and every event, stays.
 */
const erase = {
  name: 'erase-personal-data',
  text: `
with destroyed as (
  update pause_key set sealed = null, erased_at = $4::timestamptz
  where developer_id = $1::uuid and pause_id = $3::uuid and sealed is not null
  returning developer_id, pause_id
), told as (
  insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
  select developer_id, $2::text, $5::uuid, 'pause.personal_data_erased', 'developer', pause_id, '{}',
    $4::timestamptz
  from destroyed
), ended as (
  update delivery d set ref_sealed = null, reported_error = null, next_attempt_at = null,
    last_error = case when d.next_attempt_at is null then d.last_error else $6::text end,
    status = case when d.next_attempt_at is null then d.status
      when d.kind = 'webhook' then 'dead'
      when d.in_doubt or d.status = 'sending' then 'maybe_sent' else 'failed' end,
    updated_at = case when d.next_attempt_at is null then d.updated_at else $4::timestamptz end
  from destroyed e where d.developer_id = e.developer_id and d.pause_id = e.pause_id
  returning d.developer_id, d.id
), silenced as (
  update attempt a set response = null from ended d
  where a.developer_id = d.developer_id and a.delivery_id = d.id and a.response is not null
), unfound as (
  update pause_recipient r set address_hash = null from destroyed e
  where r.developer_id = e.developer_id and r.pause_id = e.pause_id
), codes as (
  delete from proof_code c using destroyed e
  where c.developer_id = e.developer_id and c.pause_id = e.pause_id
)
delete from sandbox_message m using destroyed e
where m.developer_id = e.developer_id and m.pause_id = e.pause_id`,
};

/** False: there is no such pause. Once erased it stays so. Throws `not_settled` while it is pending. */
export async function erasePersonalData(store: Store, of: Erasure): Promise<boolean> {
  const { developerId, mode, id } = of;
  return transaction(store.pool, async (client) => {
    const [pause] = await lockPauses(client, store.ring, [{ developerId, pauseId: id }]);
    if (pause?.mode !== mode) return false;
    if (pause.status === 'pending') {
      throw new DomainError('not_settled', 'The pause is pending: cancel it first.');
    }
    await writeDown(client, of);
    return true;
  });
}

/** In a statement after the lock, so that what was written before it is seen. */
async function writeDown(client: PoolClient, { developerId, mode, id }: Erasure): Promise<void> {
  const now = await readClock(client);
  await run(client, erase, [developerId, mode, id, now, newId(now), WAS_ERASED]);
}
