// Runs a story that is a program of its own, as its reader would: its key in the environment.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';

const examples = join(import.meta.dirname, '../../examples');

interface Given {
  readonly url: string;
  readonly apiKey: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** @returns what it printed; it must have ended well */
export async function runProgram(program: string, { url, apiKey, env }: Given): Promise<string> {
  // A reader has our packages from npm and needs no condition.
  const child = spawn(process.execPath, ['--conditions=@pausepoint/source', program], {
    cwd: examples,
    env: { ...process.env, PAUSEPOINT_URL: url, PAUSEPOINT_API_KEY: apiKey, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  expect(code, `${program} said: ${complained}\n${said}`).toBe(0);
  return said;
}
