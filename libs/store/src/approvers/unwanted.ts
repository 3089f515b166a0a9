// Whose messages a recipient has reported as unexpected, by a keyed hash of the address.
import type { ChannelName, KeyRing, Mode } from '@pausepoint/core';
import { hashAddress } from './hash-address.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/** One developer's way to one recipient; what is only played in the sandbox is apart from what is real. */
export interface Reached {
  readonly developerId: string;
  readonly mode: Mode;
  readonly sandboxed: boolean;
  readonly channel: ChannelName;
  readonly address: string;
}

/** The current secret's first; what an earlier one marked is still known. */
export const unwantedHashes = (ring: KeyRing, of: Reached): readonly Buffer[] =>
  ring
    .keys('hash-address')
    .map((key) =>
      hashAddress(
        key,
        'unwanted',
        of.developerId,
        of.sandboxed ? 'sandbox' : 'real',
        of.channel,
        of.address,
      ),
    );

/** In the sandbox it holds for an hour: whoever only tried it out has nobody to ask to undo it. */
const read = {
  name: 'read-unwanted',
  text: `
select distinct k.place from unnest($1::int[], $2::uuid[], $3::text[], $4::bytea[], $5::boolean[])
  as k (place, developer_id, mode, address_hash, sandboxed)
cross join lateral (select reported_at from unwanted u where u.developer_id = k.developer_id
  and u.mode = k.mode and u.address_hash = k.address_hash limit 1) as found
where not k.sandboxed or found.reported_at > statement_timestamp() - interval '1 hour'`,
};

/** For each in its order: whether messages of this developer are wanted there no more. */
export async function areUnwanted(
  { pool, ring }: Store,
  all: readonly Reached[],
): Promise<readonly boolean[]> {
  if (all.length === 0) return [];
  const asked = all.flatMap((of, place) =>
    unwantedHashes(ring, of).map((hash) => ({ ...of, place, hash })),
  );
  const rows = await run<{ place: number }>(pool, read, [
    asked.map(({ place }) => place),
    asked.map(({ developerId }) => developerId),
    asked.map(({ mode }) => mode),
    asked.map(({ hash }) => hash),
    asked.map(({ sandboxed }) => sandboxed),
  ]);
  const places = new Set(rows.map(({ place }) => place));
  return all.map((_, place) => places.has(place));
}

const forget = {
  name: 'forget-unwanted',
  text: `delete from unwanted where developer_id = $1 and mode = $2 and address_hash = any ($3::bytea[])
    returning true`,
};

/** For an operator whom the recipient has asked for it; false: nothing had been reported there. */
export async function allowAgain({ pool, ring }: Store, of: Reached): Promise<boolean> {
  const hashes = unwantedHashes(ring, of);
  const rows = await run(pool, forget, [of.developerId, of.mode, hashes]);
  return rows.length > 0;
}
