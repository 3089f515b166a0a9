// Whom a developer's pauses ask when they name nobody: registered once, found by every `/api/pause`.
import { DomainError, formatId, newId, type ChannelName } from '@pausepoint/core';
import type { EntityManager, InferEntity } from '@mikro-orm/postgresql';
import type { Address } from '../pauses/asked-hash.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Scope } from '../records.ts';
import { sealSecret, unsealSecret } from '../sealing.ts';
import type { Store } from '../store.ts';
import { Approver } from '../tables/approver.ts';

export interface ApproverRecord extends Address {
  readonly id: string;
  readonly name: string;
  readonly masked: string;
  /** Whoever signs in for it, where the address itself does not say. */
  readonly personId: string | null;
  readonly createdAt: Date;
}

export interface NewApprover extends Scope {
  readonly name: string;
  readonly channel: ChannelName;
  readonly address: string;
  readonly masked: string;
  /** Of the plan; null: as many as there can be. */
  readonly limit: number | null;
  readonly now: Date;
}

/** Each of them gets a message for every single `/api/pause`, so there is an end to how many. */
export const mostApprovers = 50;

/** So that two added at once are counted one after the other. */
const oneAtATime = `select pg_advisory_xact_lock(hashtextextended(?, 0))`;

export async function addApprover(store: Store, wanted: NewApprover): Promise<ApproverRecord> {
  const { developerId, mode, name, channel, address, masked, now } = wanted;
  const id = newId(now);
  return store.orm.em.fork().transactional(async (em) => {
    await em.execute(oneAtATime, [`approvers/${developerId}/${mode}`]);
    refuse(await listed(store, em, wanted), wanted);
    const added = { id, name, channel, masked, personId: null, createdAt: now };
    const addressSealed = sealSecret(store.ring, developerId, `approver/${id}/address`, address);
    await em.insert(Approver, { ...added, developerId, mode, addressSealed });
    const detail = { approver_id: formatId('approver', id), channel };
    await recordEvent(em, { developerId, mode, now, type: 'approver.added', detail });
    return { ...added, address };
  });
}

function refuse(known: readonly ApproverRecord[], { channel, address, limit }: NewApprover): void {
  if (known.some((one) => one.channel === channel && sameAddress(one, address))) {
    const detail = 'is an approver already';
    const pointer = `/${channel}`;
    throw new DomainError('invalid_request', `${pointer} ${detail}`, {
      errors: [{ pointer, detail }],
    });
  }
  if (limit !== null && known.length >= limit) {
    const detail = `Your plan includes ${limit} ${limit === 1 ? 'approver' : 'approvers'}.`;
    throw new DomainError('approver_limit_reached', detail);
  }
  if (known.length < mostApprovers) return;
  const detail = `There are ${mostApprovers} approvers in this mode, and there cannot be more: remove one first.`;
  throw new DomainError('approver_limit_reached', detail);
}

const sameAddress = ({ channel, address }: Address, other: string): boolean =>
  address === other || (channel === 'email' && address.toLowerCase() === other.toLowerCase());

/** The first one added first: that is the order in which they are asked. */
export const listApprovers = (store: Store, of: Scope): Promise<ApproverRecord[]> =>
  listed(store, store.orm.em.fork(), of);

async function listed(store: Store, em: EntityManager, of: Scope): Promise<ApproverRecord[]> {
  const { developerId, mode } = of;
  const rows = await em.find(Approver, { developerId, mode }, { orderBy: { id: 'asc' } });
  return rows.map((row) => toApprover(store, row));
}

export async function findApprover(
  store: Store,
  { developerId, mode, id }: Scope & { readonly id: string },
): Promise<ApproverRecord | undefined> {
  const row = await store.orm.em.fork().findOne(Approver, { developerId, mode, id });
  return row ? toApprover(store, row) : undefined;
}

export function toApprover(
  { ring }: Pick<Store, 'ring'>,
  row: InferEntity<typeof Approver>,
): ApproverRecord {
  const { developerId, id, name, channel, masked, createdAt } = row;
  const what = `approver/${id}/address` as const;
  const address = unsealSecret(ring, developerId, what, row.addressSealed);
  return { id, name, channel, address, masked, personId: row.personId ?? null, createdAt };
}

/** Who was asked stays asked. False: there is no such approver. */
export async function removeApprover(
  store: Store,
  { developerId, mode, id, now }: Scope & { readonly id: string; readonly now: Date },
): Promise<boolean> {
  return store.orm.em.fork().transactional(async (em) => {
    const gone = await em.nativeDelete(Approver, { developerId, mode, id });
    if (gone === 0) return false;
    const detail = { approver_id: formatId('approver', id) };
    await recordEvent(em, { developerId, mode, now, type: 'approver.removed', detail });
    return true;
  });
}

/** From then on the person answers for it, signed in. Null: nobody. False: there is no such approver. */
export async function linkApprover(
  store: Store,
  of: Scope & { readonly id: string; readonly personId: string | null },
): Promise<boolean> {
  const { developerId, mode, id, personId } = of;
  const where = { developerId, mode, id };
  const changed = await store.orm.em.fork().nativeUpdate(Approver, where, { personId });
  return changed > 0;
}
