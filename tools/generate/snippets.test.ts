// Code in a README is what a test runs, word for word.
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { list, read } from '../house-rules/workspace.ts';
import { cut, fillSnippets, snippetsIn } from './snippets.ts';

const fence = '```';
const page = `# A page

<!-- snippet: src/ask.ts#ask -->

${fence}ts
old
${fence}

<!-- snippet: run.sh -->
${fence}sh
${fence}

${fence}ts
untouched
${fence}
`;
const files: Record<string, string> = {
  'src/ask.ts': `// Opens.
function test() {
  // #region ask
  const answer = await ask();

  // #region inner
  if (answer) {
    go('$&');
  }
  // #endregion
  // #endregion
}
`,
  'run.sh': '# #region all\necho hi\n# #endregion\n',
};
const readFile = (path: string) => files[path]!;

test('marked code is replaced, moved to the left, without the markers; other code stays', () => {
  const filled = fillSnippets(page, readFile);
  expect(filled).toContain(
    `#ask -->\n\n${fence}ts\nconst answer = await ask();\n\nif (answer) {\n  go('$&');\n}\n${fence}\n`,
  );
  expect(filled).toContain(`${fence}sh\necho hi\n${fence}\n\n${fence}ts\nuntouched\n`);
  expect(fillSnippets(filled, readFile)).toBe(filled);
  expect(snippetsIn(page).map(({ path }) => path)).toEqual(['src/ask.ts', 'run.sh']);
});

test('code with a fence of its own gets a longer one', () => {
  const once = fillSnippets(page, () => `// #region ask\n${fence}\n// #endregion`);
  expect(once).toContain('````ts\n```\n````');
  expect(fillSnippets(once, readFile)).toBe(fillSnippets(page, readFile));
});

test('a region may have several parts', () => {
  const text = '// #region a\n1\n// #endregion\nx\n// #region a\n2\n// #endregion\n';
  expect(cut(text, { path: 'a.ts', region: 'a' })).toBe('1\n\n2');
});

test('a region that is not there, or does not end, is told by name', () => {
  expect(() => cut('', { path: 'a.ts', region: 'b' })).toThrow('a.ts has no “#region b”');
  expect(() => cut('// #region b\n', { path: 'a.ts', region: 'b' })).toThrow('has no end');
});

test('every snippet comes from a file that a test is, or names, or finds in a folder it goes through', () => {
  const tests = list('{apps,libs,integrations,examples,tools}/**/{*.test.{ts,mjs},test_*.py}');
  const texts = tests.map((path) => read(path)!);
  const named = (path: string): boolean =>
    texts.some(
      (text) =>
        text.includes(basename(path)) ||
        (text.includes('readdir') && text.includes(`/${basename(dirname(path))}'`)),
    );
  const sources = list('**/*.md').flatMap((markdown) =>
    snippetsIn(read(markdown)!).map(({ path }) => join(dirname(markdown), path)),
  );
  expect(sources.filter((path) => !tests.includes(path) && !named(path))).toEqual([]);
});
