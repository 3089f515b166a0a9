// Runs a named statement: parsed and planned once per connection, then only executed.
import pg, { type Pool, type PoolClient } from 'pg';

export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A statement with what it is run with. */
export interface Call {
  readonly statement: Statement;
  readonly values: unknown[];
}

/** Plain pg types (Dates, arrays), whatever the ORM asked of its pool. */
const types = pg.types;

export async function run<Row extends object>(
  on: Pool | PoolClient,
  statement: Statement,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await on.query<Row>({ ...statement, values, types });
  return rows;
}

/** The SQLSTATE of an error PostgreSQL raised, if it is one. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** Data, constraint, conflict, size, and what functions of ours raise: refused before any commit. */
const undone = /^(?:22|23|40|54|P0|PP)/;

/** Whether what was asked has surely left nothing behind, so that asking again does nothing twice. */
export const isUndone = (error: unknown): boolean => undone.test(sqlState(error) ?? '');
