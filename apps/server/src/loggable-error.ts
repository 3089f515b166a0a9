// An error as the log may have it: PostgreSQL and the ORM quote the values that were being written.

/** Everything else is logged as it is; the log itself takes out what has the shape of a secret. */
export function loggableError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, table, constraint, column, routine } = error as unknown as Record<string, unknown>;
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return error;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, sqlState: code, table, constraint, column, routine, frames };
}
