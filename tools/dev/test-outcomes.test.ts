// Of a failed run in CI only the end is read: it must say which test, and hide no second try.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeOutcomes, keepOutcomes, silentFailures, type Outcome } from './test-outcomes.ts';

const root = join(import.meta.dirname, '../..');
const failed: Outcome = { kind: 'failed', project: '@pausepoint/core', where: 'a', error: 'b' };

test('a run writes down each test that failed, and each that passed only at its second try', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pausepoint-run-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "name": "a-package", "type": "module" }');
  await writeFile(
    join(folder, 'vitest.config.ts'),
    `import { base } from '${join(root, 'vitest.base.ts')}'; export default base;`,
  );
  await writeFile(
    join(folder, 'some.test.ts'),
    `import { beforeAll, describe, expect, test } from 'vitest';
    let tries = 0;
    test('chance', () => expect(++tries).toBe(2));
    test('well', () => {});
    describe('a group', () => {
      test('never', () => { throw new Error('first line\\nsecond line'); });
      describe('of which the start fails', () => {
        beforeAll(() => { throw new Error('no start'); });
        test('not run', () => {});
      });
    });`,
  );
  await writeFile(join(folder, 'broken.test.ts'), `throw new Error('cannot be loaded');`);
  const outcomes = keepOutcomes();
  const code = await new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder],
      { cwd: folder, env: { ...process.env, CI: 'true', TEST_OUTCOMES: outcomes.path } },
      (error) => resolve(error?.code),
    );
  });
  expect(code).toBe(1);
  const told = outcomes.read();
  const file = relative(root, folder);
  expect(new Set(told.map(({ project }) => project))).toEqual(new Set(['a-package']));
  expect([...describeOutcomes(told)].sort()).toEqual([
    `failed: ${file}/broken.test.ts: cannot be loaded`,
    `failed: ${file}/some.test.ts › a group > never: first line`,
    `failed: ${file}/some.test.ts › a group > of which the start fails: no start`,
    `passed at the second try: ${file}/some.test.ts › chance: expected 1 to be 2 // Object.is equality`,
  ]);
});

test('the end of a log is short: long lines are cut, and many failures are counted', () => {
  const lines = describeOutcomes(
    Array.from({ length: 40 }, () => ({ ...failed, error: 'x'.repeat(900) })),
  );
  expect(lines).toHaveLength(16);
  expect(Math.max(...lines.map((line) => line.length))).toBe(300);
  expect(lines.at(-1)).toBe('failed: 25 more, see above');
});

test('a package that failed before any test is named with the last it said', () => {
  const output = `@pausepoint/core: Error: nothing works
@pausepoint/core:  at somewhere
@pausepoint/store: Error: told already

 NX   Running target test for 18 projects failed

Failed tasks:

- @pausepoint/store:test
- @pausepoint/core:test

  Run duration:      12m 57s
`;
  const silent = silentFailures(output, [{ ...failed, project: '@pausepoint/store' }]);
  const line = 'failed: @pausepoint/core: Error: nothing works';
  expect(describeOutcomes(silent)).toEqual([line]);
  const two = `${output}pausepoint: Error: neither\nFailed tasks:\n\n- pausepoint:test\n`;
  expect(describeOutcomes(silentFailures(two, []))).toEqual(
    expect.arrayContaining([line, 'failed: pausepoint: Error: neither']),
  );
});
