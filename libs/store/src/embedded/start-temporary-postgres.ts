// A server for a test run: its folder is new and goes with it, and it does not wait for the disk.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startEmbeddedPostgres,
  type EmbeddedOptions,
  type EmbeddedPostgres,
} from './start-embedded-postgres.ts';

type Options = Pick<EmbeddedOptions, 'env' | 'maxConnections' | 'log'>;

/** Commits still survive the death of any process, only not that of the machine. */
const settings = { fsync: 'off', full_page_writes: 'off', max_wal_size: '2GB' };

export async function startTemporaryPostgres(options: Options = {}): Promise<EmbeddedPostgres> {
  const stateDir = mkdtempSync(join(tmpdir(), 'pausepoint-test-'));
  chmodSync(stateDir, 0o755); // as root another account runs the server
  try {
    const server = await startEmbeddedPostgres({ ...options, stateDir, settings });
    const stop = async (): Promise<void> => {
      await server.stop();
      rmSync(stateDir, { recursive: true, force: true });
    };
    return { ...server, stop };
  } catch (error) {
    rmSync(stateDir, { recursive: true, force: true });
    throw error;
  }
}
