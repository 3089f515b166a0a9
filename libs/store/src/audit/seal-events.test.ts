// Sealing misses no event and takes none twice, whatever commits when and whoever else seals.
import { createPublicKey, verify } from 'node:crypto';
import { formatId, iso, newId, readSigningKey, sha256 } from '@pausepoint/core';
import { auditLeaf, emptyRoot, leafHash, nodeHash, readCheckpoint } from '@pausepoint/core/proof';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from './list-audit.ts';
import type { AuditRecord, Scope } from '../records.ts';
import { settle } from '../settling/settle.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, tap, times } from '../testing/acts.ts';
import {
  insertEvents,
  leavesOf,
  live,
  originOf,
  seal,
  sealAll,
  sealWhole,
} from '../testing/seal.ts';
import { oldestUnsealed } from './oldest-unsealed.ts';
import { findLogHead } from './proofs.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const leafOf = (event: AuditRecord): Uint8Array =>
  leafHash(
    sha256,
    auditLeaf({
      event_id: formatId('event', event.id),
      event_type: event.type,
      actor: event.actor,
      pause_id: event.pauseId && formatId('pause', event.pauseId),
      detail: event.detail,
      created_at: iso(event.createdAt),
    }),
  );

/** The definition of RFC 6962, section 2.1. */
function merkleTreeHash(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length <= 1) return leaves[0] ?? emptyRoot(sha256);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(
    sha256,
    merkleTreeHash(leaves.slice(0, split)),
    merkleTreeHash(leaves.slice(split)),
  );
}

/** Everything in the log is sealed once, in a tree whose signed head says so. */
async function expectWhole(scope: Scope): Promise<void> {
  const events = await listAudit(store, { ...scope, limit: 10_000 });
  const leaves = await leavesOf(store, scope);
  expect(leaves.map(({ sequence }) => Number(sequence))).toEqual(times(events.length, (i) => i));
  const byId = new Map(events.map((event) => [event.id, event]));
  for (const { event_id, hash } of leaves) {
    expect(hash.equals(leafOf(byId.get(event_id)!))).toBe(true);
  }
  const { size, checkpoint } = (await findLogHead(store, scope))!;
  const read = readCheckpoint(checkpoint)!;
  expect(read).toMatchObject({ origin: originOf(scope), size: events.length });
  expect(size).toBe(events.length);
  const root = merkleTreeHash(leaves.map(({ hash }) => hash));
  expect(Buffer.from(read.root).equals(root)).toBe(true);
  const publicKey = createPublicKey(readSigningKey(store.ring).privateKey);
  const [{ signature }] = read.signatures as [(typeof read.signatures)[0]];
  expect(verify(null, Buffer.from(read.text), publicKey, signature)).toBe(true);
}

test('what has happened is sealed, each developer and mode in a log of its own', async () => {
  const developerId = aDeveloper();
  const pause = await opened(store, { developerId });
  await settle(store, [tap(pause)]);
  await opened(store, { developerId, mode: 'test' });
  const other = aDeveloper();
  await opened(store, { developerId: other });
  for (const scope of [live(developerId), { developerId, mode: 'test' } as const, live(other)]) {
    await sealWhole(store, scope);
    await expectWhole(scope);
  }
  expect((await leavesOf(store, live(developerId))).length).toBe(2);
});

test('with nothing new nothing is sealed, and the head stays as it is', async () => {
  const scope = live(aDeveloper());
  await opened(store, scope);
  await sealWhole(store, scope);
  const before = await findLogHead(store, scope);
  expect(await sealAll(store)).toBe(0);
  expect(await findLogHead(store, scope)).toEqual(before);
  expect(await findLogHead(store, live(aDeveloper()))).toBeUndefined();
});

test('what commits late is sealed late, and nothing begun after it is sealed before', async () => {
  const scope = live(aDeveloper());
  const client = await store.pool.connect();
  await client.query('begin');
  await client.query(insertEvents, [scope.developerId, 1]);
  await opened(store, scope);
  await sealAll(store);
  expect(await leavesOf(store, scope)).toEqual([]);
  expect(await oldestUnsealed(store)).toBeGreaterThan(0);
  await client.query('commit');
  client.release();
  await sealWhole(store, scope);
  expect(await leavesOf(store, scope)).toHaveLength(2);
  expect(await oldestUnsealed(store)).toBe(0);
  await expectWhole(scope);
});

test('what is rolled back is never missed', async () => {
  const scope = live(aDeveloper());
  const client = await store.pool.connect();
  await client.query('begin');
  await client.query(insertEvents, [scope.developerId, 3]);
  await client.query('rollback');
  client.release();
  await opened(store, scope);
  await sealWhole(store, scope);
  await expectWhole(scope);
});

test('a transaction larger than a batch is sealed as a whole', async () => {
  const scope = live(aDeveloper());
  await store.pool.query(insertEvents, [scope.developerId, 25]);
  await store.pool.query(insertEvents, [scope.developerId, 3]);
  await sealWhole(store, scope, 10);
  expect(await leavesOf(store, scope)).toHaveLength(28);
  await expectWhole(scope);
});

test('of many sealers beside many writers each event is sealed once', async () => {
  const scopes = times(3, () => live(aDeveloper()));
  let writing = true;
  const sealers = times(4, async () => {
    while (writing) await seal(store, 7);
  });
  const writers = times(12, async (index) => {
    for (let n = 0; n < 10; n++) await opened(store, scopes[index % 3]!);
  });
  await Promise.all(writers);
  writing = false;
  await Promise.all(sealers);
  for (const scope of scopes) {
    await sealWhole(store, scope);
    expect((await leavesOf(store, scope)).length).toBe(40);
    await expectWhole(scope);
  }
});

test('who asks, answers or reads the log never waits for somebody who seals', async () => {
  const scope = live(aDeveloper());
  await opened(store, scope);
  await sealWhole(store, scope);
  const sealer = await store.pool.connect();
  try {
    await sealer.query('begin; select from audit_horizon for update');
    // More than sealing ever locks of what it writes.
    await sealer.query('lock table audit_log, audit_leaf, audit_node in exclusive mode');
    const pause = await opened(store, scope);
    const [answered] = await settle(store, [tap(pause)]);
    expect(answered!.verdict).toHaveProperty('settlement');
    expect(await listAudit(store, { ...scope, limit: 9 })).toHaveLength(3);
    expect(await seal(store, 7)).toMatchObject({ events: 0 });
  } finally {
    sealer.release(true);
  }
  await sealWhole(store, scope);
  await expectWhole(scope);
});

test('a restored database, whose transactions count anew, seals what is left and what comes', async () => {
  const scope = live(aDeveloper());
  await opened(store, scope);
  await sealWhole(store, scope);
  await store.pool.query(`update audit_horizon set xid = '4000000000'`);
  // As the dump remembers them: written by a transaction that is still to come here, and by one long ago.
  await store.pool.query(
    `insert into audit_event (developer_id, mode, id, type, actor, detail, created_at, xid)
     values ($1, 'live', $2, 'api_key.created', 'developer', '{}', now(), '3999999999'),
       ($1, 'live', $3, 'api_key.created', 'developer', '{}', now(), '5')`,
    [scope.developerId, newId(new Date()), newId(new Date())],
  );
  expect(await sealAll(store, 1)).toBe(2);
  await opened(store, scope);
  await sealWhole(store, scope);
  expect(await leavesOf(store, scope)).toHaveLength(4);
  await expectWhole(scope);
});

test('nobody makes a log shorter', async () => {
  const scope = live(aDeveloper());
  await opened(store, scope);
  await sealWhole(store, scope);
  const shorter = `update audit_log set size = 0 where developer_id = $1`;
  await expect(store.pool.query(shorter, [scope.developerId])).rejects.toThrow('only ever grows');
  await expect(store.pool.query('delete from audit_log')).rejects.toThrow('logs are kept');
  await expect(store.pool.query('truncate audit_log')).rejects.toThrow('logs are kept');
});
