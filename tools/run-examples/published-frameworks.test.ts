// What is published for agent frameworks: builds, holds no tests, loads, and its types are whole.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compiler, frameworks, packFrameworks, run, type Stranger } from './pack-frameworks.ts';

let stranger: Stranger;
beforeAll(async () => {
  stranger = await packFrameworks();
}, 240_000);
afterAll(() => stranger?.remove());

test.each(frameworks)('%s holds its program, its types, and no test', (name) => {
  const files = stranger.files[name]!;
  expect(files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'README.md']));
  expect(files.filter((path) => /test|\.ts$(?<!\.d\.ts)/.test(path))).toEqual([]);
});

test.each(frameworks)('%s loads with nothing but what it asks for', async (name) => {
  const program = `console.log(Object.keys(await import('@pausepoint/${name}')).length > 0)`;
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await run(process.execPath, args, { cwd: stranger.folder });
  expect(stdout.trim()).toBe('true');
});

test(
  'a strict program that checks libraries too finds no fault in ours',
  { timeout: 240_000 },
  async () => {
    const lines = frameworks.map((name, at) => `export * as f${at} from '@pausepoint/${name}';`);
    await writeFile(join(stranger.folder, 'main.ts'), lines.join('\n'));
    const compilerOptions = {
      ...{ target: 'es2024', module: 'nodenext', lib: ['es2024', 'dom', 'dom.iterable'] },
      ...{ strict: true, noEmit: true, skipLibCheck: false, types: ['node'] },
    };
    const config = JSON.stringify({ compilerOptions, files: ['main.ts'] });
    await writeFile(join(stranger.folder, 'tsconfig.json'), config);
    // The frameworks' own types have faults, which are not ours to mend.
    const found = await run(process.execPath, [compiler, '-p', '.'], { cwd: stranger.folder }).then(
      ({ stdout }) => stdout,
      ({ stdout }: { readonly stdout: string }) => stdout,
    );
    const ours = found
      .split('\n')
      .filter((line) => /^(main\.ts|\S*pausepoint\S*\.d\.ts)\(/.test(line));
    expect(ours).toEqual([]);
  },
);
