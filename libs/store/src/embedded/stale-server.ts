// Clears what a dead owner left: a server still running without it, and its process-id file.
import { existsSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { readIfThere } from './files.ts';
import { isPostmasterOf, send } from './process-identity.ts';
import { until } from './until.ts';

/** Call with the lock in hand: then whatever serves this data folder is an orphan. */
export async function clearStaleServer(
  data: string,
  socket: string,
  log: (message: string) => void,
): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  const text = readIfThere(pidFile);
  if (text === undefined) return;
  const pid = Math.abs(parseInt(text));
  const gone = (): boolean => !isPostmasterOf(pid, data);

  // As a rule its watchdog is stopping it already.
  if (!(await until(gone, { withinMs: 1_500 }))) {
    log(`stopping PostgreSQL ${pid}, left over from a start that was killed`);
    send(pid, 'SIGINT');
    if (!(await until(gone, { withinMs: 20_000 }))) send(pid, 'SIGQUIT');
    if (!(await until(gone, { withinMs: 10_000 }))) {
      throw new Error(`PostgreSQL ${pid}, left over from a start that was killed, does not stop`);
    }
  }
  if (await answers(socket)) {
    throw new Error(`${data} is served by another PostgreSQL (another container on this volume?)`);
  }
  if (!existsSync(pidFile)) return;
  // PostgreSQL removes its own file. One that stayed is of a crash, and its number may by now be
  // another process's, which PostgreSQL would take for a running server.
  log(`removing the process-id file of a PostgreSQL that crashed (${pid})`);
  rmSync(pidFile, { force: true });
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
