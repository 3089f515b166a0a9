// What proves who answered a pause, for whoever has to show it.
import type { Answer } from '@pausepoint/core';
import type { PauseKey } from '../records.ts';
import { nothingSealed, openAnswer } from '../pauses/sealed-words.ts';
import { openDataKey } from '../sealing.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

const find = {
  name: 'find-evidence',
  text: `select r.data_sealed as data, k.sealed as key from response r
    join pause_key k on k.developer_id = r.developer_id and k.pause_id = r.pause_id
      and k.sealed is not null
    where r.developer_id = $1 and r.pause_id = $2 and r.data_sealed is not null`,
};

/** Undefined: the answer came without, or it was erased. */
export async function findEvidence(
  { pool, ring }: Store,
  { developerId, pauseId }: PauseKey,
): Promise<Answer['evidence']> {
  const [row] = await run<{ data: Buffer; key: Buffer }>(pool, find, [developerId, pauseId]);
  if (!row) return undefined;
  const of = { developerId, pauseId };
  return openAnswer(openDataKey(ring, of, row.key), of, { ...nothingSealed, data: row.data })
    .evidence;
}
