// How many rows a statement reads to answer, as PostgreSQL counts them: what no clock can tell for certain.
import type { Pool } from 'pg';
import type { Statement } from '../sql.ts';
import type { Store } from '../store.ts';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** The most rows any one statement of `work` has read out of the tables named like `table`. */
export async function rowsRead(
  store: Store,
  table: RegExp,
  work: (store: Store) => Promise<unknown>,
): Promise<number> {
  let most = 0;
  const query = async (statement: Statement & { readonly values: unknown[] }) => {
    const { text, values } = statement;
    const explain = `explain (analyze, timing off, format json) ${text}`;
    const { rows } = await store.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(explain, values);
    most = Math.max(most, readBy(rows[0]!['QUERY PLAN'][0].Plan, table));
    return store.pool.query(statement);
  };
  await work({ ...store, pool: { query } as unknown as Pool });
  return most;
}

function readBy(plan: Plan, table: RegExp): number {
  const below = (plan.Plans ?? []).reduce((sum, one) => sum + readBy(one, table), 0);
  if (!table.test(plan['Relation Name'] ?? '')) return below;
  const each = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0);
  return below + each * plan['Actual Loops'];
}
