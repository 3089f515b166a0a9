// The running server and the watchdog that stops it as soon as this process is gone, however it ended.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { surroundings, type Runner } from './command.ts';
import { readIfThere } from './files.ts';
import { isPostmasterOf, send } from './process-identity.ts';
import { until } from './until.ts';

/** End of input (our stop, or our death by any signal) becomes SIGINT: a fast, clean shutdown. */
const WATCHDOG = `
exec 3<&0
"$@" </dev/null 3<&- & server=$!
( read _ <&3; kill -INT $server 2>/dev/null ) & watch=$!
exec 3<&-
wait $server; code=$?
kill $watch 2>/dev/null
exit $code`;

export interface ServerProcess {
  readonly pid: number;
  /** Resolves with the exit code when the server is gone, for whatever reason. */
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
}

interface Launch {
  readonly program: string;
  readonly data: string;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly logFile: string;
  readonly runner: Runner;
}

/** Resolves when the server accepts connections, crash recovery included. */
export async function launch(start: Launch): Promise<ServerProcess> {
  const { program, data, settings, logFile, runner } = start;
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A file, not a pipe: the server must be able to write its last words after our death.
  const out = openSync(logFile, 'w', 0o600);
  const watchdog = spawn(
    '/bin/sh',
    ['-c', WATCHDOG, 'pausepoint-watchdog', program, '-D', data, ...options],
    // A session of its own: Ctrl-C reaches us alone, and requests drain before the database stops.
    { ...surroundings(runner), detached: true, stdio: ['pipe', out, out] },
  );
  closeSync(out);
  const life = watchdog.stdin!;

  let gone = false;
  const exited = new Promise<number | null>((resolve) => {
    const end = (code: number | null): void => {
      gone = true;
      life.destroy();
      resolve(code);
    };
    watchdog.once('error', () => end(null));
    watchdog.once('exit', (code) => end(code));
  });
  life.on('error', () => undefined);

  const ready = (): boolean => gone || readPidFile(data).ready;
  await until(ready, { withinMs: 120_000, everyMs: 5 });
  if (gone || !readPidFile(data).ready) {
    life.end();
    const words = readIfThere(logFile)?.slice(-2_000).trim() ?? 'nothing';
    throw new Error(`PostgreSQL did not start. It said (${logFile}):\n${words}`);
  }
  const { pid } = readPidFile(data);
  return { pid, exited, stop };

  async function stop(): Promise<void> {
    life.end();
    if (await until(() => gone, { withinMs: 15_000 })) return;
    if (isPostmasterOf(pid, data)) send(pid, 'SIGQUIT');
    await until(() => gone, { withinMs: 5_000 });
  }
}

interface PidFile {
  readonly pid: number;
  /** The folder of its socket. */
  readonly sockets: string;
  readonly ready: boolean;
}

/** The server itself says in its fifth line where it listens, and in its eighth when it is ready. */
export function readPidFile(data: string): PidFile {
  const lines = readIfThere(join(data, 'postmaster.pid'))?.split('\n') ?? [];
  const ready = lines[7]?.startsWith('ready') ?? false;
  return { pid: Number(lines[0]), sockets: lines[4] ?? '', ready };
}
