// Seals all a developer's events as the worker does, and tells the checkpoint.
import { signCheckpoint, type SigningKey } from '@pausepoint/core';
import { findLogHead, sealEvents, type Scope, type Store } from '@pausepoint/store';
import { vi } from 'vitest';

const unsealed = `select from audit_event e where developer_id = $1 and mode = $2 and not exists
  (select from audit_leaf l where l.developer_id = $1 and l.mode = $2 and l.event_id = e.id)`;

/** Transactions elsewhere on the same PostgreSQL may hold it up for a moment. */
export async function sealWhole(
  store: Store,
  scope: Scope,
  { key, origin }: { readonly key: SigningKey; readonly origin: string },
): Promise<string> {
  const all = async (): Promise<void> => {
    await sealEvents(store, {
      limit: 1_000,
      originOf: () => origin,
      sign: (checkpoint) => signCheckpoint(key, checkpoint),
    });
    const left = await store.pool.query(unsealed, [scope.developerId, scope.mode]);
    if (left.rowCount) throw new Error(`${left.rowCount} events are not sealed yet`);
  };
  await vi.waitFor(all, { timeout: 60_000, interval: 20 });
  return (await findLogHead(store, scope))!.checkpoint;
}
