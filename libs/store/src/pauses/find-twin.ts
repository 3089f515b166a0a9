// The pause that an idempotency key has opened before, told again to whoever asks the very same.
import type { KeyObject } from 'node:crypto';
import { DomainError, hashUnder } from '@pausepoint/core';
import { findPause } from './find-pause.ts';
import type { NewPause, PauseRecord } from '../records.ts';
import { openDataKey } from '../sealing.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

const twin = {
  name: 'find-idempotent-twin',
  text: `select i.fingerprint, i.pause_id, k.sealed as key_sealed from idempotency i
    left join pause_key k on k.developer_id = i.developer_id and k.pause_id = i.pause_id
    where i.developer_id = $1 and i.mode = $2 and i.key = $3`,
};

interface Twin {
  fingerprint: Buffer;
  pause_id: string;
  key_sealed: Buffer | null;
}

export async function findTwin(
  store: Store,
  { developerId, mode, idempotency }: NewPause,
): Promise<PauseRecord> {
  const rows = await run<Twin>(store.pool, twin, [developerId, mode, idempotency!.key]);
  const first = rows[0]!;
  const pauseId = first.pause_id;
  // Whether the bodies are the same nobody can tell any more; asking anew would be worse.
  if (!first.key_sealed) throw new DomainError('personal_data_erased');
  const key = openDataKey(store.ring, { developerId, pauseId }, first.key_sealed);
  if (!first.fingerprint.equals(knownBy(key, idempotency!.fingerprint))) {
    throw new DomainError('idempotency_key_reused');
  }
  return (await findPause(store, { developerId, mode, id: pauseId }))!;
}

/** A body's plain digest could be guessed by whoever knows what was asked of whom. */
export const knownBy = (key: KeyObject, fingerprint: Buffer): Buffer =>
  hashUnder(key, 'fingerprint', fingerprint);
