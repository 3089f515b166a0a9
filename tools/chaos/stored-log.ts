// A log as its tables hold it, for whoever has them all: read, changed, written back, sealed anew.
import { formatId, iso, sha256, signCheckpoint, type SigningKey } from '@pausepoint/core';
import {
  appendLeaves,
  auditLeaf,
  foldSubtrees,
  leafHash,
  noTree,
  type TreeNode,
} from '@pausepoint/core/proof';
import type { Scope, Store } from '@pausepoint/store';

/** An event and its leaf, in the order of leaves. */
export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly actor: string;
  readonly pause_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
  readonly hash: Buffer;
}

export interface StoredLog extends Scope {
  readonly events: readonly StoredEvent[];
}

const tables = ['audit_event', 'audit_leaf', 'audit_node', 'audit_log', 'signing_key'];

/** No trigger stands in the way any more, and all can be put back as it was. */
export async function takeTables({ pool }: Store): Promise<void> {
  await pool.query('alter table pause disable trigger all');
  for (const month of await monthsOf({ pool })) {
    await pool.query(`alter table ${month} disable trigger all`);
  }
  for (const table of tables) {
    await pool.query(`alter table ${table} disable trigger all`);
    await pool.query(`create table kept_${table} as select * from ${table}`);
  }
}

/** The tables that together are `audit_event`. */
async function monthsOf({ pool }: Pick<Store, 'pool'>): Promise<string[]> {
  const { rows } = await pool.query<{ month: string }>(
    `select inhrelid::regclass::text as month from pg_inherits
     where inhparent = 'audit_event'::regclass`,
  );
  return rows.map(({ month }) => month);
}

export async function putBack({ pool }: Store): Promise<void> {
  for (const table of tables) {
    await pool.query(`delete from ${table}`);
    await pool.query(`insert into ${table} select * from kept_${table}`);
  }
}

export async function readLog({ pool }: Store, scope: Scope): Promise<StoredLog> {
  const { rows } = await pool.query<StoredEvent>(
    `select e.id, e.type, e.actor, e.pause_id, e.detail, e.created_at, l.hash
     from audit_leaf l join audit_event e using (developer_id, mode)
     where developer_id = $1 and mode = $2 and e.id = l.event_id order by l.sequence`,
    [scope.developerId, scope.mode],
  );
  // As text it comes: nobody here has told the driver otherwise.
  const events = rows.map((row) => ({ ...row, created_at: new Date(row.created_at) }));
  return { ...scope, events };
}

export const hashOf = ({ id, type, actor, pause_id, detail, created_at }: StoredEvent): Buffer =>
  Buffer.from(
    leafHash(
      sha256,
      auditLeaf({
        ...{ event_id: formatId('event', id), event_type: type, actor, detail },
        ...{ pause_id: pause_id && formatId('pause', pause_id), created_at: iso(created_at) },
      }),
    ),
  );

/** Each hash as its event is now. */
export const rehashed = (events: readonly StoredEvent[]): readonly StoredEvent[] =>
  events.map((event) => ({ ...event, hash: hashOf(event) }));

/** Events and leaves as told; what is above them stays as it was. */
export async function writeEvents(
  { pool }: Store,
  { developerId, mode, events }: StoredLog,
): Promise<void> {
  const of = [developerId, mode];
  await pool.query('delete from audit_event where developer_id = $1 and mode = $2', of);
  await pool.query('delete from audit_leaf where developer_id = $1 and mode = $2', of);
  const rows = events.map(({ hash, ...event }, sequence) => ({
    ...event,
    sequence,
    hash: hash.toString('hex'),
  }));
  const given = [...of, JSON.stringify(rows)];
  await pool.query(
    `insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
     select $1, $2, id, type, actor, pause_id, detail, created_at
     from jsonb_to_recordset($3::jsonb) as r (id uuid, type text, actor text, pause_id uuid,
       detail jsonb, created_at timestamptz)`,
    given,
  );
  await pool.query(
    `insert into audit_leaf (developer_id, mode, sequence, event_id, hash)
     select $1, $2, sequence, id, decode(hash, 'hex')
     from jsonb_to_recordset($3::jsonb) as r (id uuid, sequence bigint, hash text)`,
    given,
  );
}

/** The tree over them, and a head signed with any key: as the service itself would. */
export async function sealAnew(
  store: Store,
  log: StoredLog,
  { key, origin }: { readonly key: SigningKey; readonly origin: string },
): Promise<void> {
  const { pool } = store;
  const of = [log.developerId, log.mode];
  await writeEvents(store, log);
  const leaves = log.events.map(({ hash }) => hash);
  const { edge, nodes } = appendLeaves(sha256, noTree, leaves);
  await pool.query('delete from audit_node where developer_id = $1 and mode = $2', of);
  for (const node of nodes.filter(({ level }) => level > 0)) await writeNode(store, log, node);
  const root = foldSubtrees(sha256, edge.hashes);
  await pool.query(
    `update audit_log set size = $3, edge = $4, checkpoint = $5
     where developer_id = $1 and mode = $2`,
    [
      ...of,
      edge.size,
      Buffer.concat(edge.hashes),
      signCheckpoint(key, { origin, size: edge.size, root }),
    ],
  );
  await pool.query(
    `insert into signing_key (kid, public_key, first_used_at) values ($1, $2, now())
     on conflict do nothing`,
    [key.kid, key.publicKey],
  );
}

export async function writeNode(
  { pool }: Store,
  { developerId, mode }: Scope,
  { level, index, hash }: TreeNode,
): Promise<void> {
  await pool.query(
    `insert into audit_node (developer_id, mode, level, index, hash) values ($1, $2, $3, $4, $5)
     on conflict (developer_id, mode, level, index) do update set hash = excluded.hash`,
    [developerId, mode, level, index, hash],
  );
}
