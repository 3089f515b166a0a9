// Writes the leaves and the subtrees above them; both are only ever added to.
import type { TreeNode } from '@pausepoint/core/proof';
import type { PoolClient } from 'pg';
import type { Scope } from '../records.ts';
import { run } from '../sql.ts';

export interface NewLeaf extends Scope {
  readonly sequence: number;
  readonly eventId: string;
  readonly hash: Uint8Array;
}

export interface NewNode extends Scope, TreeNode {}

const leaf = {
  name: 'write-audit-leaves',
  text: `insert into audit_leaf (developer_id, mode, sequence, event_id, hash)
    select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::bytea[])`,
};

export async function writeLeaves(client: PoolClient, all: readonly NewLeaf[]): Promise<void> {
  await run(client, leaf, [
    all.map(({ developerId }) => developerId),
    all.map(({ mode }) => mode),
    all.map(({ sequence }) => sequence),
    all.map(({ eventId }) => eventId),
    all.map(({ hash }) => hash),
  ]);
}

const node = {
  name: 'write-audit-nodes',
  text: `insert into audit_node (developer_id, mode, level, index, hash)
    select * from unnest($1::uuid[], $2::text[], $3::smallint[], $4::bigint[], $5::bytea[])`,
};

export async function writeNodes(client: PoolClient, all: readonly NewNode[]): Promise<void> {
  if (all.length === 0) return;
  await run(client, node, [
    all.map(({ developerId }) => developerId),
    all.map(({ mode }) => mode),
    all.map(({ level }) => level),
    all.map(({ index }) => index),
    all.map(({ hash }) => hash),
  ]);
}
