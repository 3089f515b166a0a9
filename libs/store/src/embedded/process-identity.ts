// Tells whether a process is still the same one: numbers are used again, start times are not.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readIfThere } from './files.ts';

const onLinux = process.platform === 'linux';

/** Number, start time and boot of a living process; undefined when it is gone or a zombie. */
export function identify(pid: number): string | undefined {
  return onLinux ? identifyByProc(pid) : identifyByPs(pid);
}

/** Whether that process is the PostgreSQL server of exactly this data folder. */
export function isPostmasterOf(pid: number, data: string): boolean {
  if (identify(pid) === undefined) return false;
  const line = onLinux
    ? readIfThere(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ')
    : ask(pid, 'command');
  return line !== undefined && /(?:^|\/)postgres /.test(line) && line.includes(` -D ${data} `);
}

export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

function identifyByProc(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The name, in brackets, may hold anything; the fields after it are plain.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state, startTime] = [fields[0], fields[19]];
  if (!state || !startTime || state === 'Z' || state === 'X') return undefined;
  return `${pid}:${startTime}:${boot()}`;
}

function identifyByPs(pid: number): string | undefined {
  const state = ask(pid, 'stat');
  return state === '' || state.startsWith('Z') ? undefined : `${pid}:${ask(pid, 'lstart')}`;
}

const boot = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

const ask = (pid: number, field: string): string =>
  spawnSync('ps', ['-ww', '-o', `${field}=`, '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' },
  }).stdout?.trim() ?? '';
