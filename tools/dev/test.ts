// `npm test`: one PostgreSQL for all packages' tests, then Nx, then what failed and one line that sums up.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startTemporaryPostgres } from '@pausepoint/store/embedded';
import { describeOutcomes, keepOutcomes, silentFailures } from './test-outcomes.ts';
import { describeTotals, sumUp } from './test-totals.ts';

const root = join(import.meta.dirname, '../..');

/** By themselves from the start: Nx begins with what most depend on, so the tools would end alone. */
const longest = ['@pausepoint/server', '@pausepoint/tools'].join();

/** More at a time than there are cores: half of the tests' time is waiting for processes and deadlines. */
const runs = [
  ['--parallel=2', `--projects=${longest}`],
  ['--parallel=3', `--exclude=${longest}`],
];

const database = await openDatabase();
const outcomes = keepOutcomes();
const { output, code } = await runTests(process.argv.slice(2));
await database.stop();
const told = outcomes.read();
console.log(['', ...describeOutcomes([...told, ...silentFailures(output, told)])].join('\n'));
console.log(`${describeTotals(sumUp(output), code === 0)}`);
process.exitCode = code;

/** A server of the operator's may change behind its address: results kept from it are not trusted. */
async function openDatabase() {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given, label: given, keep: false, stop: async () => undefined };
  const server = await startTemporaryPostgres({ env: process.env, maxConnections: 500 });
  const who = process.getuid?.() === 0 ? 'root' : 'user';
  return { ...server, label: `embedded ${server.version} as ${who}`, keep: true };
}

async function runTests(args: readonly string[]): Promise<{ output: string; code: number }> {
  let output = '';
  const hear = (text: string): void => {
    process.stdout.write(text);
    output += text;
  };
  // Who asks for something chooses by themselves.
  const chosen = args.length > 0 ? [['--parallel=4', ...args]] : runs;
  const codes = await Promise.all(chosen.map((options) => runNx(options, hear)));
  return { output, code: codes.find((code) => code !== 0) ?? 0 };
}

async function runNx(options: readonly string[], hear: (text: string) => void): Promise<number> {
  const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
  const told = ['--output-style=stream', ...(database.keep ? [] : ['--skip-nx-cache'])];
  const child = spawn(process.execPath, [nx, 'run-many', '-t', 'test', ...told, ...options], {
    cwd: root,
    env: {
      ...process.env,
      TEST_DATABASE_URL: database.url,
      // What Nx compares instead of the address, which is another one each time.
      TEST_DATABASE: database.label,
      TEST_OUTCOMES: outcomes.path,
      // A server or worker that a test starts has been read by the one before: half of its start.
      NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/programs'),
      // Nx would colour a piped log too.
      FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
    },
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  // The tests end first, then the database: Ctrl-C reaches Nx by itself, anything else we pass on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // Of two that speak at once, neither breaks into the other's line.
  createInterface(child.stdout).on('line', (line) => hear(`${line}\n`));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return code ?? 1;
}
