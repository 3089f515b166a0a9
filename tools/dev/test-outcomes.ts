// Which tests failed, and which passed only at their second try: written by vitest, told at the end.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type Reporter, type TestCase, type TestModule, type TestSuite } from 'vitest/node';

export interface Outcome {
  readonly kind: 'failed' | 'passed at the second try';
  /** The package's name. */
  readonly project: string;
  /** The test's file as seen from the root, and the test's name. */
  readonly where: string;
  /** What it failed with, the first time. */
  readonly error: string;
}

const root = join(import.meta.dirname, '../..');
/** What is left to read of a run is its last lines: each is short, and there are few. */
const LONGEST = 300;
const MOST = 15;

/** Adds a line of JSON to the file for each; the packages' runs write to the same file. */
export function outcomeReporter(path: string): Reporter {
  let folder = root;
  return {
    onInit(vitest) {
      folder = vitest.config.root;
    },
    onTestRunEnd(modules, unhandled) {
      const outside = {
        kind: 'failed',
        where: `${relative(root, folder)}, outside its tests`,
      } as const;
      const found = [
        ...modules.flatMap(outcomesOf),
        ...(unhandled.length > 0 ? [{ ...outside, error: firstLine(unhandled) }] : []),
      ];
      const project = nameOfPackage(folder);
      const lines = found.map((each) => `${JSON.stringify({ ...each, project })}\n`);
      if (lines.length > 0) appendFileSync(path, lines.join(''));
    },
  };
}

/** A file that every run gets by `TEST_OUTCOMES`; once read it is gone. */
export function keepOutcomes(): { path: string; read: () => readonly Outcome[] } {
  const folder = mkdtempSync(join(tmpdir(), 'pausepoint-outcomes-'));
  const path = join(folder, 'outcomes.jsonl');
  const read = () => {
    const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
    rmSync(folder, { recursive: true });
    return lines.map((line) => JSON.parse(line) as Outcome);
  };
  return { path, read };
}

/** One line each, what failed last. */
export function describeOutcomes(outcomes: readonly Outcome[]): readonly string[] {
  return (['failed', 'passed at the second try'] as const).flatMap((kind) => {
    const lines = outcomes
      .filter((each) => each.kind === kind)
      .map(({ where, error }) => short(`${kind}: ${where}: ${error}`, LONGEST));
    const more = lines.length - MOST;
    return more > 0 ? [...lines.slice(0, MOST), `${kind}: ${more} more, see above`] : lines;
  });
}

/** Packages that Nx says failed without a failed test: they never came to their tests, or died. */
export function silentFailures(output: string, told: readonly Outcome[]): readonly Outcome[] {
  const lists = output.matchAll(/Failed tasks:\s+((?:- \S+\s+)+)/g);
  const failed = [...lists].map(([, tasks]) => tasks).join('\n');
  const names = new Set(told.filter(({ kind }) => kind === 'failed').map((each) => each.project));
  return [...failed.matchAll(/- (\S+):test\b/g)]
    .map((match) => match[1]!)
    .filter((project) => !names.has(project))
    .map((project) => ({
      kind: 'failed',
      project,
      where: project,
      error: lastWords(output, project),
    }));
}

function lastWords(output: string, project: string): string {
  const lines = output.split('\n').filter((line) => line.startsWith(`${project}: `));
  const said = lines.map((line) => line.slice(project.length + 2).trim()).filter(Boolean);
  return said.findLast((line) => /error/i.test(line)) ?? said.at(-1) ?? 'it said nothing';
}

function outcomesOf(module: TestModule): readonly Omit<Outcome, 'project'>[] {
  const file = relative(root, module.moduleId);
  const suites = [module, ...module.children.allSuites()].flatMap((suite) =>
    suite.errors().length > 0
      ? [{ kind: 'failed', where: nameOf(file, suite), error: firstLine(suite.errors()) } as const]
      : [],
  );
  const tests = [...module.children.allTests()].flatMap((test) => {
    const kind = kindOf(test);
    return kind
      ? [{ kind, where: nameOf(file, test), error: firstLine(test.result().errors) }]
      : [];
  });
  return [...suites, ...tests];
}

function kindOf(test: TestCase): Outcome['kind'] | undefined {
  if (test.result().state === 'failed') return 'failed';
  return test.diagnostic()?.flaky ? 'passed at the second try' : undefined;
}

const nameOf = (file: string, task: TestCase | TestModule | TestSuite): string =>
  task.type === 'module' ? file : `${file} › ${task.fullName}`;

const nameOfPackage = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string }).name;

const firstLine = (errors: readonly { readonly message: string }[] | undefined): string =>
  errors?.[0]?.message
    .replaceAll(/\u001b\[[\d;]*m/g, '')
    .split('\n')
    .map((line) => line.trim())
    .find(Boolean) ?? 'no error was given';

const short = (line: string, longest: number): string =>
  line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
