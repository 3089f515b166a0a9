// One pause, by its key, by its link, or many by their keys.
import { hashShortCode } from '@pausepoint/core';
import { pauseColumns, pauseTables, toldColumns, toPause, type PauseRow } from './pause-row.ts';
import type { PauseKey, PauseRecord, Scope } from '../records.ts';
import { run, type Statement } from '../sql.ts';
import type { Store } from '../store.ts';

const byKey = {
  name: 'find-pause',
  text: `select ${pauseColumns} from ${pauseTables}
    where p.developer_id = $1 and p.mode = $2 and p.id = $3`,
};

export async function findPause(
  store: Store,
  key: Scope & { readonly id: string },
): Promise<PauseRecord | undefined> {
  const rows = await run<PauseRow>(store.pool, byKey, [key.developerId, key.mode, key.id]);
  return rows[0] && toPause(store.ring, rows[0]);
}

/**
 * Lateral and limited, so that each key is one step into the index, never a join of whole tables; as JSON,
 * for of arrays PostgreSQL sees how many there are, and plans for each number anew.
 */
const byWholeKeys = {
  name: 'find-whole-keys',
  text: `select k.at, found.*
    from json_to_recordset($1) as k (at int, developer_id uuid, mode text, id uuid)
    cross join lateral (select ${pauseColumns} from ${pauseTables}
      where p.developer_id = k.developer_id and p.mode = k.mode and p.id = k.id
      limit 1) as found`,
};

/** One query for all, one answer for each. */
export async function findPauses(
  store: Store,
  keys: readonly (Scope & { readonly id: string })[],
): Promise<readonly (PauseRecord | undefined)[]> {
  const asked = keys.map(({ developerId: developer_id, mode, id }, at) => ({
    at,
    developer_id,
    mode,
    id,
  }));
  const rows = await run<PauseRow & { at: number }>(store.pool, byWholeKeys, [
    JSON.stringify(asked),
  ]);
  const found = new Map(rows.map((row) => [row.at, toPause(store.ring, row)]));
  return keys.map((_, at) => found.get(at));
}

/** A link knows no mode: it was signed for exactly one pause. A disabled developer's opens nothing. */
const byLink = {
  name: 'find-pause-by-link',
  text: `select ${pauseColumns} from ${pauseTables}
    where p.developer_id = $1 and p.mode in ('live', 'test') and p.id = $2
      and not exists (select from developer d where d.id = $1 and d.disabled_at is not null)`,
};

export async function findPauseByLink(
  store: Store,
  key: PauseKey,
): Promise<PauseRecord | undefined> {
  const rows = await run<PauseRow>(store.pool, byLink, [key.developerId, key.pauseId]);
  return rows[0] && toPause(store.ring, rows[0]);
}

/** In every mode; lateral, limited and as JSON as well. */
const byKeys = (columns: string): string => `
  select found.* from json_to_recordset($1) as k (developer_id uuid, id uuid)
  cross join lateral (select ${columns} from ${pauseTables}
    where p.developer_id = k.developer_id and p.mode in ('live', 'test') and p.id = k.id
    limit 1) as found`;
const inFull = { name: 'find-pauses', text: byKeys(pauseColumns) };
const asTold = { name: 'find-told-pauses', text: byKeys(toldColumns) };

type RowsByKey = Promise<Map<string, PauseRow>>;

/** By pause id, still sealed; one query for a whole batch of claims. */
export const findPauseRows = (store: Store, keys: readonly PauseKey[]): RowsByKey =>
  findRows(store, inFull, keys);

/** The same, with no more than webhooks tell. */
export const findToldRows = (store: Store, keys: readonly PauseKey[]): RowsByKey =>
  findRows(store, asTold, keys);

async function findRows(store: Store, statement: Statement, keys: readonly PauseKey[]): RowsByKey {
  const distinct = new Map(keys.map((key) => [key.pauseId, key.developerId]));
  if (distinct.size === 0) return new Map();
  const asked = [...distinct].map(([id, developer_id]) => ({ developer_id, id }));
  const rows = await run<PauseRow>(store.pool, statement, [JSON.stringify(asked)]);
  return new Map(rows.map((row) => [row.id, row]));
}

const byCode = {
  name: 'find-short-code',
  text: `select developer_id as "developerId", pause_id as "pauseId",
      recipient_index as "recipientIndex"
    from pause_recipient where code_hash = $1`,
};

export async function findShortCode(
  store: Store,
  code: string,
): Promise<(PauseKey & { readonly recipientIndex: number }) | undefined> {
  const rows = await run<PauseKey & { recipientIndex: number }>(store.pool, byCode, [
    hashShortCode(code),
  ]);
  return rows[0];
}
