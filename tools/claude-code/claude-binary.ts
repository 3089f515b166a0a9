// The real Claude Code, fetched once into the user's cache: some 360 MB.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const VERSION = '2.1.330';

/** Undefined where it is not there and can't be had. */
export function claudeBinary(): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'pausepoint/claude-code', VERSION);
  const platform = `claude-code-${process.platform}-${process.arch}`;
  const binary = join(folder, 'node_modules/@anthropic-ai', platform, 'claude');
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const wanted = `@anthropic-ai/claude-code@${VERSION}`;
  const install = ['install', '--prefix', folder, '--no-save', ...quiet, wanted];
  // A registry that does not answer shall not hold anybody up for long.
  spawnSync('npm', [...install, '--fetch-retries=1', '--fetch-timeout=30000'], {
    stdio: 'inherit',
    timeout: 300_000,
  });
  return existsSync(binary) ? binary : undefined;
}
