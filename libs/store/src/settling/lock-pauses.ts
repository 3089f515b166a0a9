// Locks pauses for the length of a transaction: whoever would settle one of them waits meanwhile.
import type { KeyRing, Mode, PauseState } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { heldColumns, heldWords, toHeld, type HeldRow } from './held-columns.ts';
import { openHeld } from '../pauses/open-words.ts';
import type { PauseKey } from '../records.ts';
import type { SealedAnswer } from '../pauses/sealed-words.ts';
import { run } from '../sql.ts';

/** A pause whose row lock this transaction holds. */
export interface LockedPause extends PauseState, PauseKey {
  readonly mode: Mode;
  /** Null: its personal data was erased, or nobody needs it. */
  readonly keySealed: Buffer | null;
  /** The words of the answer that is held, as they are kept. */
  readonly heldSealed: SealedAnswer;
}

type LockedRow = Omit<LockedPause, 'undoSeconds' | 'held' | 'heldSealed' | 'unwantedBy'> &
  HeldRow & { unwanted_by: number[] | null };

const toLocked = (ring: KeyRing, row: LockedRow): LockedPause => ({
  developerId: row.developerId,
  mode: row.mode,
  keySealed: row.keySealed,
  pauseId: row.pauseId,
  status: row.status,
  options: row.options,
  allowTextResponse: row.allowTextResponse,
  timeoutDefault: row.timeoutDefault,
  expiresAt: row.expiresAt,
  risk: row.risk,
  require: row.require,
  undoSeconds: row.undo_seconds,
  ...readHeld(ring, row),
  unwantedBy: row.unwanted_by ?? [],
});

export function readHeld(
  ring: KeyRing,
  row: HeldRow & PauseKey & Pick<LockedPause, 'keySealed'>,
): Pick<LockedPause, 'held' | 'heldSealed'> {
  const heldSealed = heldWords(row);
  const words = openHeld(ring, { of: row, keySealed: row.keySealed, held: heldSealed });
  return { heldSealed, held: toHeld(row, words) };
}

/** Of pause `p`, as it is kept. */
export const sealedKey = `(select dk.sealed from pause_key dk where dk.developer_id = p.developer_id
    and dk.pause_id = p.id)`;

const lockedColumns = `p.developer_id as "developerId", p.mode, p.id as "pauseId", p.status,
  p.options, p.allow_text_response as "allowTextResponse", p.timeout_default as "timeoutDefault",
  p.expires_at as "expiresAt", p.risk, p.require, p.unwanted_by, ${heldColumns},
  ${sealedKey} as "keySealed"`;

/**
 * In id order, so that two batches never wait for each other in a circle. Lateral, so that each key is one step
 * into the index: a join that was planned while the table was young read all of it. The clock stands outside:
 * it is read once the row's lock is there, however long that took.
 */
const lock = {
  name: 'lock-pauses',
  text: `select locked.*, date_trunc('milliseconds', clock_timestamp()) as "lockedAt"
    from (select * from unnest($1::uuid[], $2::uuid[]) as k (developer_id, id) order by 1, 2) as k
    cross join lateral (select ${lockedColumns} from pause p
      where p.developer_id = k.developer_id and p.mode in ('live', 'test') and p.id = k.id
      for update) as locked`,
};

/** Those that are there. What they have led to is to be read in a statement after this one. */
export async function lockPauses(
  client: PoolClient,
  ring: KeyRing,
  keys: readonly PauseKey[],
): Promise<(LockedPause & { readonly lockedAt: Date })[]> {
  const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const rows = await run<LockedRow & { lockedAt: Date }>(client, lock, [
    distinct.map((key) => key.developerId),
    distinct.map((key) => key.pauseId),
  ]);
  return rows.map((row) => ({ ...toLocked(ring, row), lockedAt: row.lockedAt }));
}

export const nameOf = ({ developerId, pauseId }: PauseKey): string => `${developerId}/${pauseId}`;
