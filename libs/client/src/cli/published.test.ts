// What is published, installed by a stranger: the client and the command, without dependencies.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
/** Of the whole client, compressed: it travels with every agent. */
const MOST_BYTES = 25_000;
const here = join(import.meta.dirname, '../..');
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'pausepoint-stranger-'));
  await run(process.execPath, ['build-once.ts'], { cwd: here });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: here,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await writeFile(join(project, 'package.json'), '{"name":"stranger","type":"module"}');
  const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', ['install', ...quiet, `./${filename}`], { cwd: project });
}, 180_000);
afterAll(() => rm(project, { recursive: true, force: true }));

const npx = (...args: string[]) =>
  run('npx', ['--no-install', 'pausepoint', ...args], { cwd: project }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, said: stderr }),
  );

test('the command runs, and ends as it says', async () => {
  expect(await npx('--help')).toMatchObject({
    code: 0,
    said: expect.stringContaining('npx pausepoint') as string,
  });
  expect(await npx('nothing-of-ours')).toMatchObject({ code: 3 });
});

test('neither asks for more than Node.js 20 has', async () => {
  const folder = join(project, 'node_modules/pausepoint/dist');
  for (const name of ['cli.js', 'index.js']) {
    const bundle = await readFile(join(folder, name), 'utf8');
    expect(bundle).not.toMatch(/Promise\.(withResolvers|try)|(Object|Map)\.groupBy|fromAsync\(/);
  }
});

test('the client runs anywhere: it brings no dependency and asks Node.js for nothing', async () => {
  const folder = join(project, 'node_modules/pausepoint');
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: object;
  };
  expect(manifest.dependencies ?? {}).toEqual({});
  // What is bundled is others' work, too.
  expect(await readFile(join(folder, 'LICENSE'), 'utf8')).toMatch(/PausePoint[^]*Paul Miller/);
  const bundle = await readFile(join(folder, 'dist/index.js'), 'utf8');
  expect(bundle).not.toMatch(/node:|@pausepoint\//);
  expect(gzipSync(bundle).length).toBeLessThan(MOST_BYTES);
  const types = await readFile(join(folder, 'dist/index.d.ts'), 'utf8');
  expect(types).not.toContain('@pausepoint/');
  const program = `import { audit, pausepoint, receipts, webhooks } from 'pausepoint';
    const { ask, events } = pausepoint({ apiKey: 'pp_test_x' });
    console.log(typeof ask, typeof events.iterate, typeof webhooks.verify, typeof receipts.verify);
    console.log((await audit.verify('')).outcome);`;
  await writeFile(join(project, 'program.js'), program);
  const { stdout } = await run(process.execPath, ['program.js'], { cwd: project });
  expect(stdout.trim()).toBe('function function function function\nunproven');
});

/** What a bundler leaves of a program that uses the client. */
async function bundled(program: string): Promise<string> {
  const entry = join(project, 'bundled.js');
  await writeFile(entry, program);
  const built = await build({
    ...{ configFile: false, logLevel: 'error', root: project },
    build: { write: false, minify: true, lib: { entry, formats: ['es'], fileName: 'out' } },
  });
  const [output] = [built].flat() as { output: { code: string }[] }[];
  return output!.output[0]!.code;
}

test('a program takes along only what it uses, and nothing is done by importing it', async () => {
  expect((await bundled(`import 'pausepoint';`)).trim()).toBe('');
  const all = await bundled(`export * from 'pausepoint';`);
  const receiver = await bundled(`export { webhooks } from 'pausepoint';`);
  const asker = await bundled(`export { pausepoint } from 'pausepoint';`);
  expect(all).not.toMatch(/\bimport\s*[({*"']|\bfrom\s*["']|\brequire\(/);
  const sizes = [all, asker, receiver].map((code) => gzipSync(code).length);
  expect(sizes[0], String(sizes)).toBeLessThan(20_000);
  expect(sizes[1], String(sizes)).toBeLessThan(4_000);
  expect(sizes[2], String(sizes)).toBeLessThan(2_000);
});
