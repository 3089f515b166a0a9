// The plugin as Claude Code installs it from this repository, in a home of its own: what is said of its tools.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

export async function installPlugin(
  claude: string,
  { url, key }: { readonly url: string; readonly key: string },
): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'pausepoint-claude-'));
  const run = async (...args: readonly string[]): Promise<string> => {
    const env = {
      ...{ PATH: process.env['PATH'], HOME: home },
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    };
    const { stdout } = await promisify(execFile)(claude, args, { cwd: home, env, timeout: 90_000 });
    return stdout;
  };
  try {
    const valid = await run('plugin', 'validate', '--strict', root);
    const given = ['--config', `url=${url}`, '--config', `api_key=${key}`];
    const installed = await run('plugin', 'install', 'pausepoint', '--marketplace', root, ...given);
    return valid + installed + (await run('mcp', 'list'));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
