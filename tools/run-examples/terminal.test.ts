// In a terminal: a countdown that is rewritten in place, Ctrl-C, and a key that is not shown.
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { commandLine } from './command.ts';
import { getPause, register } from './human.ts';
import { storyUnless } from './story.ts';

const missing =
  spawnSync('python3', ['-c', 'import pty']).status === 0 ? undefined : 'python3 is not here';

let service: Service;
let folder: string;
beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'pausepoint-terminal-'));
});
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

/** @param typing when what is seen, what is typed */
async function inTerminal(
  args: readonly string[],
  typing: readonly (readonly [seen: string, typed: string])[],
  env: Readonly<Record<string, string>>,
) {
  const script = join(import.meta.dirname, 'in-a-terminal.py');
  const command = [script, JSON.stringify(typing), process.execPath, ...commandLine, ...args];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile('python3', command, { env: { ...process.env, TERM: 'xterm', ...env } }, (error, out) =>
    error instanceof Error ? reject(error) : resolve(out),
  );
  return JSON.parse(await promise) as { code: number; seen: string };
}

storyUnless(missing, 'ask counts down in one line, and Ctrl-C withdraws the question', async () => {
  const apiKey = await register(service.url);
  const args = ['ask', 'Go?', '--to', '+15550100', '--options', 'Go,No', '--timeout', '30m'];
  const { code, seen } = await inTerminal(args, [['29:57 left', '\u0003']], {
    PAUSEPOINT_URL: service.url,
    PAUSEPOINT_API_KEY: apiKey,
  });
  expect(code).toBe(3);
  expect(seen).toMatch(
    /\r\u001b\[K(?:30:00|29:5\d) left to answer\. Ctrl-C withdraws the question\.\r/,
  );
  expect(seen).toMatch(/\r\u001b\[KInterrupted: the question is withdrawn\.\r\n$/);
  const [id] = /psr_[0-9a-f-]{36}/.exec(seen)!;
  expect((await getPause(service.url, apiKey, id)).status).toBe('cancelled');
});

storyUnless(missing, 'login asks for the server and a key that nobody sees', async () => {
  const apiKey = await register(service.url);
  const typing = [
    ['Server [http://localhost:3000]: ', `${service.url}\n`],
    ['(not shown): ', `x\u007f${apiKey}\r`],
  ] as const;
  const env = { XDG_CONFIG_HOME: folder, PAUSEPOINT_API_KEY: '', PAUSEPOINT_URL: '' };
  const { code, seen } = await inTerminal(['login'], typing, env);
  expect([code, seen.includes(apiKey.slice(8))]).toEqual([0, false]);
  const kept = await readFile(join(folder, 'pausepoint/config.json'), 'utf8');
  expect(JSON.parse(kept)).toEqual({ url: service.url, api_key: apiKey });
});
