// Runs `npx pausepoint …` as a shell does: a process with its streams, its signals and its exit code.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { vi } from 'vitest';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Resolves once it has said so, on either stream. */
  readonly says: (text: string | RegExp) => Promise<string>;
  readonly ended: Promise<Ended>;
}

const main = join(import.meta.dirname, '../../libs/client/src/cli/main.ts');

/** What is put before the arguments, for whoever starts it in a way of its own. */
export const commandLine = ['--conditions=@pausepoint/source', main];

/** @param input what is piped in */
export function startCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  input: string | Promise<string> = '',
): Running {
  return watch(
    spawn(process.execPath, [...commandLine, ...args], {
      env: { ...process.env, XDG_CONFIG_HOME: '/nowhere', ...env },
    }),
    input,
  );
}

export function watch(child: ChildProcess, input: string | Promise<string> = ''): Running {
  let [out, err] = ['', ''];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => void (out += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => void (err += text));
  // It may have ended before it read anything.
  child.stdin!.on('error', () => undefined);
  void Promise.resolve(input).then((text) => child.stdin!.end(text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, out, err }));
  });
  const says = async (text: string | RegExp): Promise<string> => {
    await vi.waitUntil(() => (out + err).match(text) ?? child.exitCode !== null, {
      timeout: 30_000,
    });
    const found = (out + err).match(text);
    if (!found) throw new Error(`it ended without saying ${String(text)}: ${out}${err}`);
    return found[0];
  };
  return { child, says, ended };
}
