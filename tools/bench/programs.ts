// The programs that are measured, each a process of its own, and what they cost the processors.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './place.ts';

export interface Program {
  readonly pid: number;
  /** Asks it to end, and waits for that. */
  stop(): Promise<void>;
}

export interface PeerProgram extends Program {
  readonly url: string;
  /** Sends a word and waits for what comes back. */
  ask(word: string): Promise<unknown>;
}

type Env = Readonly<Record<string, string>>;

const root = join(import.meta.dirname, '../..');
let started = 0;
const running = new Set<ChildProcess>();

/** What a row that failed has left behind. */
export function endLeftovers(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** One of ours, from its source, its log in a file as an operator's would be. */
export async function startOwn(
  place: Place,
  program: 'server' | 'worker',
  env: Env,
): Promise<Program> {
  const name = `${program}-${++started}`;
  const profile = [
    '--cpu-prof',
    `--cpu-prof-dir=${place.folder}`,
    `--cpu-prof-name=${name}.cpuprofile`,
  ];
  const logFile = join(place.folder, `${name}.log`);
  const log = openSync(logFile, 'w');
  const child = spawn(
    process.execPath,
    [
      ...(place.profile ? profile : []),
      '--conditions=@pausepoint/source',
      join(root, `apps/${program}/src/main.ts`),
    ],
    { cwd: root, env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  const made = toProgram(child);
  const ready = program === 'server' ? 'server listening' : 'worker ready';
  for (let tries = 0; !readFileSync(logFile, 'utf8').includes(ready); tries++) {
    if (tries > 600 || child.exitCode !== null) {
      throw new Error(`${name} did not start: ${readFileSync(logFile, 'utf8').slice(-2_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return made;
}

/** One of those in `peers/`, which says its port once it serves. */
export async function startPeer(name: string, env: Env = {}): Promise<PeerProgram> {
  const child = spawn(
    process.execPath,
    ['--conditions=@pausepoint/source', join(import.meta.dirname, 'peers', `${name}.ts`)],
    { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const program = toProgram(child);
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${name} ended by itself`);
  });
  ended.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }];
  return {
    ...program,
    url: `http://127.0.0.1:${message.port}`,
    async ask(word) {
      child.send(word);
      const [answer] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
      return answer;
    },
  };
}

/** Ended with the others when a row has failed. */
export function toProgram(child: ChildProcess): Program {
  running.add(child);
  const exited = once(child, 'exit').finally(() => running.delete(child));
  return {
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

const TICKS_PER_SECOND = 100;

/** Seconds of processor time of a process so far; NaN where the system does not tell. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND : NaN;
}

/** Of PostgreSQL with all its children, those included that have ended. */
export function cpuSecondsOfPostgres(postmasterPid: number): number {
  const own = statOf(postmasterPid);
  if (!own) return NaN;
  const ended = (Number(own[13]) + Number(own[14])) / TICKS_PER_SECOND;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(Number(name))?.[1] === String(postmasterPid))
    .reduce((sum, name) => sum + (cpuSeconds(Number(name)) || 0), 0);
  return cpuSeconds(postmasterPid) + ended + children;
}

export function residentMiB(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1_024;
}

/** From the state on: the program's name before it may hold anything. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
