// Tells "PostgreSQL is not there right now" from every other failure.

/** Classes and codes of PostgreSQL's errors that say so: lost, refused, full or shutting down. */
const sqlStates = /^(?:08...|57P0[1-5]|53300|53400|25006)$/;
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
/** The pool and the driver have no codes for these. */
const words =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable|cannot use a pool after/i;

export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && (sqlStates.test(code) || socketCodes.has(code))) return true;
  if (words.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseDown);
  return isDatabaseDown(error.cause);
}
