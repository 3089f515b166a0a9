// vitest's globalSetup: a PostgreSQL for the run, unless TEST_DATABASE_URL names one.
import { startTemporaryPostgres } from '../embedded/index.ts';

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_DATABASE_URL']) return undefined;
  const server = await startTemporaryPostgres({ env: process.env, maxConnections: 200 });
  process.env['TEST_DATABASE_URL'] = server.url;
  return () => server.stop();
}
