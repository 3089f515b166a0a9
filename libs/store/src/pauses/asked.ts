// What waits for somebody who is signed in: pauses that ask an address of theirs.
import { toApprover } from '../approvers/approvers.ts';
import { askedHashes } from './asked-hash.ts';
import { pauseColumns, toPause, withContent, type PauseRow } from './pause-row.ts';
import type { PauseRecord } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { Approver } from '../tables/approver.ts';

/** A member of the developer's. */
export interface AskedPerson {
  readonly personId: string;
  readonly developerId: string;
  readonly email: string;
  /** Whoever only said that an address was theirs is not found by it. */
  readonly emailVerified: boolean;
}

/** Of pause `p` and recipient `r`: it is their turn, and they have not said that it was not for them. */
const isAsked = `r.developer_id = p.developer_id and r.pause_id = p.id
  and r.address_hash = any ($2::bytea[])
  and not coalesce(r.recipient_index = any (p.unwanted_by), false)
  and (r.after_seconds = 0 or p.created_at + r.after_seconds * interval '1 second' <= statement_timestamp()
    or exists (select from delivery d where d.developer_id = r.developer_id and d.pause_id = r.pause_id
      and d.recipient_index = r.recipient_index and d.notice = 'question' and d.attempts > 0))`;

const indexes = {
  name: 'find-asked',
  text: `select r.recipient_index as index from pause p join pause_recipient r on ${isAsked}
    where p.developer_id = $1 and p.mode in ('live', 'test') and p.id = $3
    order by r.recipient_index`,
};

/** As which of a pause's recipients they are asked; none: they are not. */
export async function findAsked(
  store: Store,
  person: AskedPerson,
  pauseId: string,
): Promise<readonly number[]> {
  const hashes = await hashesOf(store, person);
  const rows = await run<{ index: number }>(store.pool, indexes, [
    person.developerId,
    hashes,
    pauseId,
  ]);
  return rows.map(({ index }) => index);
}

const isWaiting = `p.developer_id = $1 and p.mode in ('live', 'test') and p.status = 'pending'
  and p.due_at > statement_timestamp() and p.held_at is null
  and (($4 and p.watch) or exists (select from pause_recipient r where ${isAsked}))`;

/** In the order they end. */
const waiting = {
  name: 'list-waiting',
  text: `select ${pauseColumns} from (
      select p.* from pause p where ${isWaiting} order by p.due_at, p.id limit $3
    ) p ${withContent} order by p.due_at, p.id`,
};

export interface Waiting extends AskedPerson {
  /** Those asked by way of `/api/pause` too, whoever was asked. */
  readonly everyWatch: boolean;
  readonly limit: number;
}

export async function listWaiting(store: Store, of: Waiting): Promise<readonly PauseRecord[]> {
  const values = [of.developerId, await hashesOf(store, of), of.limit, of.everyWatch];
  const rows = await run<PauseRow>(store.pool, waiting, values);
  return rows.map((row) => toPause(store.ring, row));
}

const count = {
  name: 'count-waiting',
  text: `select count(*)::int as waiting from (select from pause p where ${isWaiting} limit $3) as p`,
};

/** How many, up to `limit`. */
export async function countWaiting(store: Store, of: Waiting): Promise<number> {
  const values = [of.developerId, await hashesOf(store, of), of.limit, of.everyWatch];
  const rows = await run<{ waiting: number }>(store.pool, count, values);
  return rows[0]!.waiting;
}

/** By the address they sign in with, once it is known to be theirs, and by those the owner said are theirs. */
async function hashesOf(store: Store, person: AskedPerson): Promise<Buffer[]> {
  const { developerId, personId, email, emailVerified } = person;
  const own = await store.orm.em.fork().find(Approver, { developerId, personId });
  const addresses = [
    ...(emailVerified ? [{ channel: 'email' as const, address: email }] : []),
    ...own.map((row) => toApprover(store, row)),
  ];
  return addresses.flatMap(({ channel, address }) => [
    ...askedHashes(store.ring, { developerId, channel, address }),
  ]);
}
