// What the tests share: a data folder, and `main.ts` in a process that can be watched and killed.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const { PATH, NODE_COMPILE_CACHE } = process.env;

/** As root another account runs the database, so it must be able to enter. */
export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'standalone-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** `main.ts` with its output in pipes, as under a supervisor. */
export function runMain(env: Readonly<Record<string, string>>, ...args: string[]) {
  const main = ['--conditions=@pausepoint/source', join(import.meta.dirname, 'main.ts')];
  const child = spawn(process.execPath, [...main, ...args], {
    env: { PATH, NODE_COMPILE_CACHE, ...env },
  });
  let output = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      resolve(code);
      for (const listener of listeners) listener();
    });
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return {
    pid: child.pid!,
    /** The exit code, or null after a signal. */
    ended,
    output: () => output,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** Resolves with the match as soon as the output holds it; fails when the process ends before. */
    async says(pattern: RegExp): Promise<RegExpExecArray> {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output);
          if (match) resolve(match);
          else if (child.exitCode !== null || child.signalCode !== null) {
            reject(new Error(`ended without saying ${pattern}:\n${output}`));
          } else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      });
    },
    ready(): Promise<string> {
      return this.says(/ready at (http:\/\/[^;]+);/).then(([, url]) => url!);
    },
  };
}
