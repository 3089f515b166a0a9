// The programs themselves, as child processes that can be killed and started again.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface Process {
  readonly child: ChildProcess;
  /** SIGKILL: whatever it was doing, it does no more of it. */
  kill(): Promise<void>;
}

export interface Surroundings {
  readonly database: { readonly url: string; readonly secretKey: string };
  readonly port: number;
  /** Beside or instead of what every process is given here. */
  readonly env?: Readonly<Record<string, string>>;
  /** Hears all that is printed; absent: the terminal does. */
  readonly hear?: (text: string) => void;
}

const root = join(import.meta.dirname, '../..');
const TRIES = 600;

/** A port nobody has now. Fixed, so that a restarted server is found where it was. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

export async function startServerProcess(given: Surroundings): Promise<Process> {
  const started = start('apps/server/src/main.ts', given);
  await until(started, async () => (await fetch(`${urlOf(given)}/livez`)).ok);
  return started;
}

export const startWorkerProcess = (given: Surroundings): Process =>
  start('apps/worker/src/main.ts', given);

export const urlOf = ({ port }: Surroundings): string => `http://localhost:${port}`;

function start(program: string, given: Surroundings): Process {
  const child = spawn(process.execPath, ['--conditions=@pausepoint/source', join(root, program)], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(given.port),
      PUBLIC_URL: urlOf(given),
      DATABASE_URL: given.database.url,
      SECRET_KEY: given.database.secretKey,
      RATE_LIMIT_PER_MINUTE: '0',
      READ_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: 'error',
      ...given.env,
    },
    stdio: given.hear ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', given.hear!);
  }
  const exited = once(child, 'close');
  return {
    child,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function until({ child }: Process, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the process never answered');
}
