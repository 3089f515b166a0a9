// The digits that stand for options in a reply: no two open pauses to one phone share one, and a
// freed one rests for a day, so that a late reply can't decide another pause.
import type { KeyRing } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { hashAddress } from './hash-address.ts';
import type { PauseKey } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';

/** What replies come in at, and from whom. */
interface Phone {
  readonly line: string;
  readonly address: string;
}

export interface DigitsWanted extends Phone, PauseKey {
  readonly recipientIndex: number;
  /** How many options there are to tell apart. */
  readonly options: number;
  readonly expiresAt: Date;
}

export interface ReplyDigit extends PauseKey {
  readonly recipientIndex: number;
  /** Counted from 0. */
  readonly choice: number;
}

/** One digit (1-9) per option, the same ones whenever asked again; null: too few are left. */
export async function takeReplyDigits(
  store: Store,
  wanted: DigitsWanted,
): Promise<readonly number[] | null> {
  const hashes = hashesOf(store.ring, wanted);
  return transaction(store.pool, async (client) => {
    await lockPhone(client, hashes);
    const held = await run<Held>(client, read, [hashes]);
    const own = held.filter((one) => isOwn(one, wanted));
    if (own.length === wanted.options) return own.map(({ digit }) => digit);
    const used = new Set(held.filter(({ taken }) => taken).map(({ digit }) => digit));
    const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => !used.has(digit));
    if (digits.length < wanted.options) return null;
    const chosen = digits.slice(0, wanted.options);
    await run(client, free, [hashes, chosen]);
    await run(client, take, [
      hashes[0],
      chosen,
      wanted.developerId,
      wanted.pauseId,
      wanted.recipientIndex,
      wanted.expiresAt,
    ]);
    return chosen;
  });
}

/** Also while a digit rests; undefined: it stands for nothing, or nobody can tell for which. */
export async function findReplyDigit(
  store: Store,
  { digit, ...phone }: Phone & { readonly digit: number },
): Promise<ReplyDigit | undefined> {
  const hashes = hashesOf(store.ring, phone);
  // In a transaction only for its plans, which go by keys however small the tables still are.
  const rows = await transaction(store.pool, (client) => run<Held>(client, read, [hashes]));
  const meanings = rows.filter((row) => row.digit === digit && row.taken);
  const [found] = meanings;
  // While a secret changes, a process that knows the old one only may have given it to another.
  if (!found || !meanings.every((one) => isSame(one, found))) return undefined;
  const { developerId, pauseId, recipientIndex, choice } = found;
  return { developerId, pauseId, recipientIndex, choice };
}

/** The current secret's first; an earlier one's digits are still known, and still taken. */
const hashesOf = (ring: KeyRing, { line, address }: Phone): Buffer[] =>
  ring.keys('hash-address').map((key) => hashAddress(key, 'reply', line, address));

const lock = { name: 'lock-phone', text: 'select pg_advisory_xact_lock($1::bigint)' };

/** There may be no row yet to lock. In one order, whichever secret is the current one. */
async function lockPhone(client: PoolClient, hashes: readonly Buffer[]): Promise<void> {
  for (const hash of hashes.toSorted(Buffer.compare)) {
    await run(client, lock, [hash.readBigInt64BE()]);
  }
}

interface Held extends ReplyDigit {
  readonly digit: number;
  /** Its pause is open, or was until a day ago. */
  readonly taken: boolean;
}

type Asked = Pick<ReplyDigit, 'pauseId' | 'recipientIndex'>;

const isOwn = (one: Asked, { pauseId, recipientIndex }: Asked): boolean =>
  one.pauseId === pauseId && one.recipientIndex === recipientIndex;

const isSame = (one: ReplyDigit, other: ReplyDigit): boolean =>
  isOwn(one, other) && one.choice === other.choice;

/** At most nine for each secret; lateral and limited, so that each pause is found by its key. */
const read = {
  name: 'read-reply-digits',
  text: `select r.digit, r.developer_id as "developerId", r.pause_id as "pauseId",
      r.recipient_index as "recipientIndex", r.choice,
      coalesce(p.resolved_at, r.expires_at) > statement_timestamp() - interval '24 hours' as taken
    from reply_digit r
    left join lateral (select resolved_at from pause where developer_id = r.developer_id
      and mode in ('live', 'test') and id = r.pause_id limit 1) as p on true
    where r.phone_hash = any ($1::bytea[])
    order by r.choice`,
};

/** With these go a few of other phones, so that the table holds no more than a day's phones. */
const free = {
  name: 'free-reply-digits',
  text: `
with stale as (
  delete from reply_digit where (phone_hash, digit) in (
    select phone_hash, digit from reply_digit
    where expires_at < statement_timestamp() - interval '24 hours' and phone_hash <> all ($1)
    limit 10 for update skip locked)
)
delete from reply_digit where phone_hash = any ($1::bytea[]) and digit = any ($2::smallint[])`,
};

const take = {
  name: 'take-reply-digits',
  text: `
insert into reply_digit (phone_hash, digit, developer_id, pause_id, recipient_index, choice,
  expires_at)
select $1::bytea, d.digit, $3::uuid, $4::uuid, $5::smallint, d.choice - 1, $6::timestamptz
from unnest($2::smallint[]) with ordinality as d (digit, choice)`,
};
