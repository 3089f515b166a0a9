// Seals what has happened, as the worker does: the servers of tests have none.
import { formatId, readSigningKey, signCheckpoint } from '@pausepoint/core';
import { listAudit, sealEvents, type Store } from '@pausepoint/store';

/** Until nothing of this developer is left: transactions elsewhere may hold it up for a moment. */
export async function sealLog(store: Store, developerId: string): Promise<void> {
  const key = readSigningKey(store.ring);
  const scopes = (['live', 'test'] as const).map((mode) => ({
    developerId: developerId.slice('dev_'.length),
    mode,
  }));
  for (;;) {
    await sealEvents(store, {
      limit: 1_000,
      originOf: (scope) =>
        `localhost/audit/${formatId('developer', scope.developerId)}/${scope.mode}`,
      sign: (checkpoint) => signCheckpoint(key, checkpoint),
    });
    const logs = await Promise.all(
      scopes.map((scope) => listAudit(store, { ...scope, limit: 99 })),
    );
    if (logs.flat().every(({ sequence }) => sequence !== null)) return;
  }
}
