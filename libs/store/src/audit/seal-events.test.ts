// Sealing misses no event and takes none twice, whatever commits when and whoever else seals.
import { createPublicKey, verify } from 'node:crypto';
import { formatId, iso, newId, readSigningKey, sha256, signCheckpoint } from '@pausepoint/core';
import {
  auditLeaf,
  emptyRoot,
  leafHash,
  nodeHash,
  readCheckpoint,
  verifyConsistency,
  verifyInclusion,
} from '@pausepoint/core/proof';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../list-audit.ts';
import type { AuditRecord, Scope } from '../records.ts';
import { settle } from '../settle.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, tap, times } from '../testing/acts.ts';
import { consistencyProof, findLogHead, findLogPlace, inclusionProof } from './proofs.ts';
import { sealEvents } from './seal-events.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const originOf = ({ developerId, mode }: Scope): string =>
  `pause.example/audit/${formatId('developer', developerId)}/${mode}`;

const seal = (limit = 1_000) => {
  const key = readSigningKey(store.ring);
  const sign = (checkpoint: Parameters<typeof signCheckpoint>[1]) =>
    signCheckpoint(key, checkpoint);
  return sealEvents(store, { limit, originOf, sign });
};

async function sealAll(limit?: number): Promise<number> {
  let all = 0;
  for (;;) {
    const { events, more } = await seal(limit);
    all += events;
    if (!more) return all;
  }
}

/** Until all of it is sealed: transactions elsewhere in the cluster may hold it up for a moment. */
async function sealWhole(scope: Scope, limit?: number): Promise<void> {
  const missing = `select 1 from audit_event e where developer_id = $1 and mode = $2 and not exists
    (select from audit_leaf l where l.developer_id = $1 and l.mode = $2 and l.event_id = e.id)`;
  const { developerId, mode } = scope;
  do await sealAll(limit);
  while ((await store.pool.query(missing, [developerId, mode])).rowCount! > 0);
}

const live = (developerId: string): Scope => ({ developerId, mode: 'live' });

/** The leaves as they are kept, in order. */
async function leavesOf({ developerId, mode }: Scope) {
  const { rows } = await store.pool.query<{ event_id: string; hash: Buffer; sequence: string }>(
    `select event_id, hash, sequence from audit_leaf where developer_id = $1 and mode = $2
     order by sequence`,
    [developerId, mode],
  );
  return rows;
}

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
  const leaves = await leavesOf(scope);
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
    await sealWhole(scope);
    await expectWhole(scope);
  }
  expect((await leavesOf(live(developerId))).length).toBe(2);
});

test('with nothing new nothing is sealed, and the head stays as it is', async () => {
  const scope = live(aDeveloper());
  await opened(store, scope);
  await sealWhole(scope);
  const before = await findLogHead(store, scope);
  expect(await sealAll()).toBe(0);
  expect(await findLogHead(store, scope)).toEqual(before);
  expect(await findLogHead(store, live(aDeveloper()))).toBeUndefined();
});

const insert = `insert into audit_event (developer_id, mode, id, type, actor, detail, created_at)
  select $1, 'live', new_id(now()), 'api_key.created', 'developer', '{}', now()
  from generate_series(1, $2)`;

test('what commits late is sealed late, and nothing begun after it is sealed before', async () => {
  const scope = live(aDeveloper());
  const client = await store.pool.connect();
  await client.query('begin');
  await client.query(insert, [scope.developerId, 1]);
  await opened(store, scope);
  await sealAll();
  expect(await leavesOf(scope)).toEqual([]);
  await client.query('commit');
  client.release();
  await sealWhole(scope);
  expect(await leavesOf(scope)).toHaveLength(2);
  await expectWhole(scope);
});

test('what is rolled back is never missed', async () => {
  const scope = live(aDeveloper());
  const client = await store.pool.connect();
  await client.query('begin');
  await client.query(insert, [scope.developerId, 3]);
  await client.query('rollback');
  client.release();
  await opened(store, scope);
  await sealWhole(scope);
  await expectWhole(scope);
});

test('a transaction larger than a batch is sealed as a whole', async () => {
  const scope = live(aDeveloper());
  await store.pool.query(insert, [scope.developerId, 25]);
  await store.pool.query(insert, [scope.developerId, 3]);
  await sealWhole(scope, 10);
  expect(await leavesOf(scope)).toHaveLength(28);
  await expectWhole(scope);
});

test('of many sealers beside many writers each event is sealed once', async () => {
  const scopes = times(3, () => live(aDeveloper()));
  let writing = true;
  const sealers = times(4, async () => {
    while (writing) await seal(7);
  });
  const writers = times(12, async (index) => {
    for (let n = 0; n < 10; n++) await opened(store, scopes[index % 3]!);
  });
  await Promise.all(writers);
  writing = false;
  await Promise.all(sealers);
  for (const scope of scopes) {
    await sealWhole(scope);
    expect((await leavesOf(scope)).length).toBe(40);
    await expectWhole(scope);
  }
});

test('a restored database, whose transactions count anew, seals what is left and what comes', async () => {
  const scope = live(aDeveloper());
  await opened(store, scope);
  await sealWhole(scope);
  await store.pool.query(`update audit_horizon set xid = '4000000000'`);
  // As the dump remembers them: written by a transaction that is still to come here, and by one long ago.
  await store.pool.query(
    `insert into audit_event (developer_id, mode, id, type, actor, detail, created_at, xid)
     values ($1, 'live', $2, 'api_key.created', 'developer', '{}', now(), '3999999999'),
       ($1, 'live', $3, 'api_key.created', 'developer', '{}', now(), '5')`,
    [scope.developerId, newId(new Date()), newId(new Date())],
  );
  expect(await sealAll(1)).toBe(2);
  await opened(store, scope);
  await sealWhole(scope);
  expect(await leavesOf(scope)).toHaveLength(4);
  await expectWhole(scope);
});

describe('proofs', () => {
  test('every event proves its place under every later head, every head its growth', async () => {
    const scope = live(aDeveloper());
    const heads = [];
    for (let round = 0; round < 5; round++) {
      await store.pool.query(insert, [scope.developerId, round * 2 + 1]);
      await sealWhole(scope);
      heads.push(readCheckpoint((await findLogHead(store, scope))!.checkpoint)!);
    }
    const { size, root } = heads.at(-1)!;
    for (const { event_id } of await leavesOf(scope)) {
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
    await sealWhole(scope);
    expect(await findLogPlace(store, { ...scope, eventId })).toMatchObject({ sequence: 0 });
    expect(await findLogPlace(store, { ...live(aDeveloper()), eventId })).toBeUndefined();
    expect(await findLogPlace(store, { ...scope, mode: 'test', eventId })).toBeUndefined();
  });
});

test('nobody makes a log shorter', async () => {
  const scope = live(aDeveloper());
  await opened(store, scope);
  await sealWhole(scope);
  const shorter = `update audit_log set size = 0 where developer_id = $1`;
  await expect(store.pool.query(shorter, [scope.developerId])).rejects.toThrow('only ever grows');
  await expect(store.pool.query('delete from audit_log')).rejects.toThrow('logs are kept');
  await expect(store.pool.query('truncate audit_log')).rejects.toThrow('logs are kept');
});
