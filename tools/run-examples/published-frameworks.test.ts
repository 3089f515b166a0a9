// What is published for agent frameworks: builds, holds no tests, loads, and its types are whole.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { frameworks, packFrameworks, run, type Stranger } from './pack-frameworks.ts';

/** Types of ours, where a stranger has them. */
const own = /\/node_modules\/(@pausepoint\/[^/]+|pausepoint)\/dist\/.*\.d\.ts$/;

let stranger: Stranger;
beforeAll(async () => {
  stranger = await packFrameworks();
}, 240_000);
afterAll(() => stranger?.remove());

test.each(frameworks)('%s holds its program, its types, its licence, and no test', (name) => {
  const files = stranger.files[name]!;
  expect(files).toEqual(
    expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'README.md', 'LICENSE']),
  );
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
    const main = join(stranger.folder, 'main.ts');
    await writeFile(main, lines.join('\n'));
    const program = ts.createProgram([main], {
      ...{ target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.NodeNext },
      ...{ lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: ['node'] },
      ...{ strict: true, noEmit: true, skipLibCheck: false },
      ...{ typeRoots: [join(stranger.folder, 'node_modules/@types')] },
    });
    // The frameworks' own types have faults, which are not ours to mend: five sixths of the work.
    const files = program
      .getSourceFiles()
      .filter(({ fileName }) => fileName === main || own.test(fileName));
    expect(files.length).toBeGreaterThan(2 * frameworks.length);
    const ours = [
      ...program.getOptionsDiagnostics(),
      ...files.flatMap((file) => ts.getPreEmitDiagnostics(program, file)),
    ].map(({ file, messageText }) => [file?.fileName, messageText]);
    expect(ours).toEqual([]);
  },
);
