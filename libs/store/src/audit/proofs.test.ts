// Every sealed event can prove its place, and every head of a log that it only grew.
import { sha256 } from '@pausepoint/core';
import { readCheckpoint, verifyConsistency, verifyInclusion } from '@pausepoint/core/proof';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from './list-audit.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened } from '../testing/acts.ts';
import { insertEvents, leavesOf, live, sealWhole } from '../testing/seal.ts';
import { consistencyProof, findLogHead, findLogPlace, inclusionProof } from './proofs.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

test('every event proves its place under every later head, every head its growth', async () => {
  const scope = live(aDeveloper());
  const heads = [];
  for (let round = 0; round < 5; round++) {
    await store.pool.query(insertEvents, [scope.developerId, round * 2 + 1]);
    await sealWhole(store, scope);
    heads.push(readCheckpoint((await findLogHead(store, scope))!.checkpoint)!);
  }
  const { size, root } = heads.at(-1)!;
  for (const { event_id } of await leavesOf(store, scope)) {
    const { sequence, leafHash: leaf } = (await findLogPlace(store, {
      ...scope,
      eventId: event_id,
    }))!;
    const proof = await inclusionProof(store, { ...scope, sequence, size });
    expect(verifyInclusion(sha256, { leaf, index: sequence, size, proof, root })).toBe(true);
  }
  for (const { size: from, root: fromRoot } of heads) {
    const proof = await consistencyProof(store, { ...scope, from, size });
    expect(verifyConsistency(sha256, { from, fromRoot, size, root, proof })).toBe(true);
  }
});

test('what is not sealed, or another developer’s, has no place', async () => {
  const scope = live(aDeveloper());
  await opened(store, scope);
  const [event] = await listAudit(store, { ...scope, limit: 1 });
  const eventId = event!.id;
  expect(await findLogPlace(store, { ...scope, eventId })).toBeUndefined();
  expect(event).toMatchObject({ sequence: null, leafHash: null });
  await sealWhole(store, scope);
  const place = await findLogPlace(store, { ...scope, eventId });
  expect(place).toMatchObject({ sequence: 0 });
  expect(await listAudit(store, { ...scope, limit: 1 })).toMatchObject([place]);
  expect(await findLogPlace(store, { ...live(aDeveloper()), eventId })).toBeUndefined();
  expect(await findLogPlace(store, { ...scope, mode: 'test', eventId })).toBeUndefined();
});
