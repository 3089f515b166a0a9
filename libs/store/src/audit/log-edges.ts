// The logs being sealed: how far each has come, and what is written when it has grown.
import { noTree, type TreeEdge } from '@pausepoint/core/proof';
import type { PoolClient } from 'pg';
import type { Scope } from '../records.ts';
import { run } from '../sql.ts';

const HASH_BYTES = 32;

const open = {
  name: 'open-audit-logs',
  text: `insert into audit_log (developer_id, mode, size, edge)
    select k.*, 0, ''::bytea from unnest($1::uuid[], $2::text[]) as k on conflict do nothing`,
};
const read = {
  name: 'read-audit-logs',
  text: `select l.developer_id, l.mode, l.size::float8 as size, l.edge
    from unnest($1::uuid[], $2::text[]) as k (developer_id, mode)
    join audit_log l on l.developer_id = k.developer_id and l.mode = k.mode for update of l`,
};

interface Row {
  developer_id: string;
  mode: string;
  size: number;
  edge: Buffer;
}

export const logName = ({ developerId, mode }: Scope): string => `${developerId}/${mode}`;

/** By `logName`; a log that is new has no tree yet. */
export async function readEdges(
  client: PoolClient,
  scopes: readonly Scope[],
): Promise<Map<string, TreeEdge>> {
  const keys = [scopes.map(({ developerId }) => developerId), scopes.map(({ mode }) => mode)];
  await run(client, open, keys);
  const rows = await run<Row>(client, read, keys);
  return new Map(rows.map((row) => [`${row.developer_id}/${row.mode}`, toEdge(row)]));
}

const toEdge = ({ size, edge }: Row): TreeEdge =>
  size === 0 ? noTree : { size, hashes: cut(edge) };

const cut = (edge: Buffer): Buffer[] =>
  Array.from({ length: edge.length / HASH_BYTES }, (_, index) =>
    edge.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );

export interface GrownLog extends Scope {
  readonly edge: TreeEdge;
  /** The signed note of its new head. */
  readonly checkpoint: string;
}

const write = {
  name: 'write-audit-logs',
  text: `update audit_log l set size = g.size, edge = g.edge, checkpoint = g.checkpoint,
      sealed_at = statement_timestamp()
    from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bytea[], $5::text[])
      as g (developer_id, mode, size, edge, checkpoint)
    where l.developer_id = g.developer_id and l.mode = g.mode`,
};

export async function writeEdges(client: PoolClient, logs: readonly GrownLog[]): Promise<void> {
  await run(client, write, [
    logs.map(({ developerId }) => developerId),
    logs.map(({ mode }) => mode),
    logs.map(({ edge }) => edge.size),
    logs.map(({ edge }) => Buffer.concat(edge.hashes)),
    logs.map(({ checkpoint }) => checkpoint),
  ]);
}
