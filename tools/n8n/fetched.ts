// The real n8n and its linter for community packages, fetched once into the user's cache: some 3 GB.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const N8N = '2.41.1';
const LINTER = '0.32.0';
/** From an empty cache it takes five minutes on two processors. */
const LONGEST_MILLISECONDS = 8 * 60_000;

export interface Fetched {
  /** A folder with node_modules. */
  readonly n8n: string;
  readonly linter: string;
}

/** Undefined where they are not there and can't be had. */
export function fetched(): Fetched | undefined {
  const until = Date.now() + LONGEST_MILLISECONDS;
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'pausepoint/n8n');
  const folders = { n8n: join(cache, N8N), linter: join(cache, `linter-${LINTER}`) };
  const done =
    fetchOnce(folders.linter, until, {
      eslint: '9.29.0',
      '@n8n/eslint-plugin-community-nodes': LINTER,
      'eslint-plugin-n8n-nodes-base': '1.16.5',
      typescript: '5.9.3',
      'typescript-eslint': '8.73.0',
    }) && fetchOnce(folders.n8n, until, { n8n: N8N }, ['sqlite3', 'isolated-vm']);
  return done ? folders : undefined;
}

function fetchOnce(
  folder: string,
  until: number,
  dependencies: Readonly<Record<string, string>>,
  toCompile: readonly string[] = [],
): boolean {
  const stamp = join(folder, 'fetched');
  if (existsSync(stamp)) return true;
  console.log(`Fetching ${Object.keys(dependencies).join(', ')} into ${folder} …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // linkedom 0.18.13 asks for a package that not every registry has.
  const overrides = { linkedom: '0.18.12' };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies, overrides }),
  );
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const impatient = ['--fetch-retries=1', '--fetch-timeout=60000'];
  // One of its thousands of packages would compile a library in C for a quarter of an hour.
  const isDone =
    npm(folder, until, ['install', '--ignore-scripts', ...quiet, ...impatient]) &&
    (toCompile.length === 0 || npm(folder, until, ['rebuild', ...toCompile, ...quiet]));
  if (isDone) writeFileSync(stamp, '');
  return isDone;
}

function npm(folder: string, until: number, args: readonly string[]): boolean {
  const headers = nodeHeaders();
  const { status } = spawnSync('nice', ['npm', ...args], {
    cwd: folder,
    stdio: 'inherit',
    timeout: Math.max(until - Date.now(), 1),
    killSignal: 'SIGKILL',
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      ...(headers && { npm_config_nodedir: headers }),
    },
  });
  return status === 0;
}

/** What is compiled must find those of the Node that will run it; undefined: they are downloaded. */
function nodeHeaders(): string | undefined {
  const installed = dirname(dirname(process.execPath));
  const folders = globSync('node_modules/node-*', { cwd: installed });
  return [installed, ...folders.map((folder) => join(installed, folder))].find((folder) =>
    existsSync(join(folder, 'include/node/node.h')),
  );
}
