// The worker as a process of its own, to be killed and stopped.
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { TestStore } from './set-up.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const { PATH, NODE_COMPILE_CACHE } = process.env;

export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly output: () => string;
}

/** Killed when the test ends, unless it ended before. */
export function startProcess(env: Readonly<Record<string, string>>): WorkerProcess {
  const child = spawn(process.execPath, [main], {
    env: { PATH, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return { child, output: () => output };
}

export const environmentFor = ({ url, secretKey }: TestStore) => ({
  DATABASE_URL: url,
  SECRET_KEY: secretKey,
  PUBLIC_URL: 'https://pause.example.com',
  ALLOW_PRIVATE_WEBHOOKS: 'on',
});
