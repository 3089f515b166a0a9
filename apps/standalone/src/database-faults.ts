// Why a database can't be used, in words for whoever runs it; never with its password.
import { ConfigError } from '@pausepoint/runtime';
import type { StandaloneConfig } from './config.ts';

/** An address that doesn't answer is told by its name. */
export function unreachable(error: unknown, { databaseUrl }: StandaloneConfig): unknown {
  if (!databaseUrl) return error;
  const { host, pathname } = URL.parse(databaseUrl) ?? { host: 'no valid address', pathname: '' };
  return new ConfigError(
    `The PostgreSQL that DATABASE_URL names (${host}${pathname}) can't be used: ${reasonOf(error)}`,
    { cause: error },
  );
}

/** The database was set up with another secret than this one. */
export function foreign(error: unknown, { secretKey, dataDir }: StandaloneConfig): ConfigError {
  const kept = `It was kept in ${dataDir}/secret-key: restore that file from a backup.`;
  return new ConfigError(secretKey ? reasonOf(error) : `${reasonOf(error)} ${kept}`, {
    cause: error,
  });
}

/** Node gives a refused connection to several addresses as one error without a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
