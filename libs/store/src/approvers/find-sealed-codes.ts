// The codes that claimed messages are to carry, still sealed.
import type { Claim } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface SealedCode {
  readonly id: string;
  readonly sealed: Buffer;
  readonly expiresAt: Date;
}

const find = {
  name: 'find-sealed-codes',
  text: `select c.delivery_id as id, c.code_sealed as sealed, c.expires_at as "expiresAt"
    from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::uuid[])
      as k (developer_id, pause_id, recipient_index, id)
    join proof_code c on c.developer_id = k.developer_id and c.pause_id = k.pause_id
      and c.recipient_index = k.recipient_index and c.delivery_id = k.id
    where c.code_sealed is not null`,
};

/** By delivery; one that is missing has made room for a newer one. */
export async function findSealedCodes(
  { pool }: Store,
  claims: readonly (Claim & { readonly recipientIndex: number })[],
): Promise<ReadonlyMap<string, SealedCode>> {
  if (claims.length === 0) return new Map();
  const rows = await run<SealedCode>(pool, find, [
    claims.map(({ developerId }) => developerId),
    claims.map(({ pauseId }) => pauseId),
    claims.map(({ recipientIndex }) => recipientIndex),
    claims.map(({ deliveryId }) => deliveryId),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}
