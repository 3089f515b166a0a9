// How a process ends, seen from outside: real children, real signals.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const script = fileURLToPath(new URL('./testing/shutdown-child.ts', import.meta.url));

async function start(...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const exit = once(child, 'close') as Promise<[code: number | null]>;
  const saying = async (text: string) => {
    while (!output.includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended before saying ${text}: ${output}`);
      await Promise.race([once(child.stdout, 'data'), exit]);
    }
  };
  await saying('ready');
  return { child, saying, exitCode: async () => (await exit)[0], output: () => output };
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s runs the steps in order and exits 0',
  async (signal) => {
    const { child, exitCode, output } = await start('orderly');
    child.kill(signal);
    expect(await exitCode()).toBe(0);
    expect(output()).toMatch(/first\n[^]*second\n/);
  },
);

test('a step that fails is told, the next still runs, the exit code is 1', async () => {
  const { child, exitCode, output } = await start('failing');
  child.kill('SIGTERM');
  expect(await exitCode()).toBe(1);
  expect(output()).toContain('shutdown step failed');
  expect(output()).toContain('second\n');
});

test('a step that never ends is left behind when time is up', async () => {
  const { child, exitCode, output } = await start('hanging', '0.2');
  child.kill('SIGTERM');
  expect(await exitCode()).toBe(1);
  expect(output()).toContain('shutdown took too long');
});

test('an echo of the signal within half a second changes nothing', async () => {
  const { child, saying, exitCode, output } = await start('hanging', '1');
  child.kill('SIGINT');
  await saying('hanging');
  child.kill('SIGINT');
  child.kill('SIGTERM');
  expect(await exitCode()).toBe(1);
  expect(output()).not.toContain('second signal');
});

test('a later second signal leaves at once', async () => {
  const { child, saying, exitCode, output } = await start('hanging');
  child.kill('SIGTERM');
  await saying('hanging');
  // The same wish again and again, as an impatient operator does; the early ones are echoes.
  const impatience = setInterval(() => child.kill('SIGINT'), 50);
  onTestFinished(() => clearInterval(impatience));
  expect(await exitCode()).toBe(130);
  expect(output()).toContain('second signal, leaving now');
});
