// Runs the store's tests on the PostgreSQL whose programs lie in the folder named as argument.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startTemporaryPostgres } from '@pausepoint/store/embedded';

const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
const folder = process.argv[2];
if (!folder) throw new Error('usage: postgres-15.ts <folder with postgres and initdb>');

const server = await startTemporaryPostgres({ env: { ...process.env, PG_BIN_DIR: folder } });
try {
  const { status } = spawnSync(process.execPath, [vitest, 'run'], {
    cwd: join(import.meta.dirname, '../../libs/store'),
    env: { ...process.env, TEST_DATABASE_URL: server.url },
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} finally {
  await server.stop();
}
