// Runs the store's tests on the PostgreSQL whose programs lie in the folder named as argument.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startTemporaryPostgres } from '@pausepoint/store/embedded';
import { describeOutcomes, keepOutcomes } from '../dev/test-outcomes.ts';

const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
const folder = process.argv[2];
if (!folder) throw new Error('usage: postgres-15.ts <folder with postgres and initdb>');

const outcomes = keepOutcomes();
const server = await startTemporaryPostgres({ env: { ...process.env, PG_BIN_DIR: folder } });
try {
  const { status } = spawnSync(process.execPath, [vitest, 'run'], {
    cwd: join(import.meta.dirname, '../../libs/store'),
    env: { ...process.env, TEST_DATABASE_URL: server.url, TEST_OUTCOMES: outcomes.path },
    stdio: 'inherit',
  });
  console.log(describeOutcomes(outcomes.read()).join('\n'));
  process.exitCode = status ?? 1;
} finally {
  await server.stop();
}
