// One run of the real binary in a home of its own: did the tool run, and what did the model hear?
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeModel } from './fake-model.ts';

export interface Run {
  readonly binary: string;
  /** What stands in `~/.claude/settings.json`. */
  readonly settings?: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Ran {
  /** The command was executed. */
  readonly ran: boolean;
  readonly heard: string;
}

const PATIENCE_MILLISECONDS = 90_000;

export async function runClaude(
  { binary, settings, args = [], env }: Run,
  during: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Ran> {
  const model = await fakeModel({ name: 'Bash', input: { command: 'touch it-ran' } });
  const home = mkdtempSync(join(tmpdir(), 'pausepoint-claude-'));
  const folder = join(home, 'work');
  for (const path of [folder, join(home, '.claude')]) mkdirSync(path);
  if (settings) writeFileSync(join(home, '.claude/settings.json'), settings);
  const child = spawn(binary, ['-p', 'Go on.', ...args], {
    cwd: folder,
    stdio: 'ignore',
    timeout: PATIENCE_MILLISECONDS,
    env: {
      ...{ PATH: process.env['PATH'], HOME: home },
      ...{ ANTHROPIC_BASE_URL: model.url, ANTHROPIC_API_KEY: 'none' },
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      ...env,
    },
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  try {
    await Promise.all([closed, during()]);
    return { ran: existsSync(join(folder, 'it-ran')), heard: model.heard() };
  } finally {
    child.kill('SIGKILL');
    await closed;
    model.close();
    rmSync(home, { recursive: true, force: true });
  }
}
