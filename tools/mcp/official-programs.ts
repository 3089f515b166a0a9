// The official conformance suite and inspector, fetched once into the user's cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const versions = {
  '@modelcontextprotocol/conformance': '0.1.16',
  '@modelcontextprotocol/inspector': '2.12.0',
} as const;

export interface OfficialPrograms {
  readonly conformance: string;
  readonly inspector: string;
}

/** Undefined where they are not there and can't be had. */
export function officialPrograms(): OfficialPrograms | undefined {
  const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'pausepoint/mcp', Object.values(versions).join('-'));
  const modules = join(folder, 'node_modules/@modelcontextprotocol');
  const programs = {
    conformance: join(modules, 'conformance/dist/index.js'),
    inspector: join(modules, 'inspector/clients/launcher/build/index.js'),
  };
  const there = () => Object.values(programs).every((path) => existsSync(path));
  if (there()) return programs;
  mkdirSync(folder, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const install = ['install', '--prefix', folder, '--no-save', ...quiet, ...wanted];
  // A registry that does not answer shall not hold anybody up for long.
  spawnSync('npm', [...install, '--fetch-retries=1', '--fetch-timeout=30000'], {
    stdio: 'inherit',
    timeout: 240_000,
  });
  return there() ? programs : undefined;
}
