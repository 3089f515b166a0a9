// `npm test`: one PostgreSQL for all packages' tests, then Nx, then what failed and one line that sums up.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startTemporaryPostgres } from '@pausepoint/store/embedded';
import { describeOutcomes, keepOutcomes, silentFailures } from './test-outcomes.ts';
import { describeTotals, sumUp } from './test-totals.ts';

const root = join(import.meta.dirname, '../..');
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
  const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
  // The tests wait half of the time, for processes and deadlines: more at a time than there are cores.
  const options = ['--parallel=4', '--output-style=stream'];
  if (!database.keep) options.push('--skip-nx-cache');
  const child = spawn(process.execPath, [nx, 'run-many', '-t', 'test', ...options, ...args], {
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
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { output, code: code ?? 1 };
}
