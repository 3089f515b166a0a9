// Every rule for files can fail: each is shown something bad, and something good beside it.
import { describe, expect, test } from 'vitest';
import { fileRules } from './file-rules.ts';
import { complaints, parseSource } from './source.ts';

const opening = '// Says what it is.\n';
const check = (text: string, path = 'libs/core/src/pause.ts') =>
  complaints(parseSource(path, opening + text), fileRules).join('\n');

describe('found, with the line and where it belongs', () => {
  test.each<[string, string, string?]>([
    ['exports a default', 'export default function pause() {}'],
    ['exports a default', 'const a = 1;\nexport { a as default };'],
    ['exports a default', 'export default { a: 1 };'],
    ['declares an enum', 'enum Status { Pending }'],
    ['declares an enum', 'const enum Status { Pending }'],
    ['uses a decorator', '@Entity() class Pause {}'],
    ['uses a decorator', 'class Pause { @Property() id = 1 }'],
    ['exports everything', "export * from './pause.ts';"],
    ['reads process.env', 'const port = process.env.PORT;'],
    ['reads process.env', "const { PORT } = process.env, port = process.env['PORT'];"],
    ['reads the clock', 'const now = new Date();'],
    ['reads the clock', 'const now = Date.now();'],
    ['reads the clock', 'const clock = Date.now;'],
    ['has “helpers” in its path', '', 'libs/core/src/pause-helpers.ts'],
    ['has “utils” in its path', '', 'libs/core/src/utils/pause.ts'],
    ['has “Manager” in the name PauseManager', 'class PauseManager {}'],
    ['has “Dto” in the name PauseDto', 'interface PauseDto {}'],
    ['has “Impl” in the name storeImpl', 'const storeImpl = {};'],
    ['is not named in kebab-case', '', 'libs/core/src/openPause.ts'],
    ['is not named in kebab-case', '', 'libs/core/src/open_pause.ts'],
    ['writes the status of a pause', "sql(`update pause set status = 'responded'`)"],
    ['writes the status of a pause', 'sql(`UPDATE pause AS p\n SET choice = $1, status=$2`)'],
    ['writes the status of a pause', 'sql(`update "pause" p set status = $1`)', 'tools/fix.ts'],
    ['writes pauses', "db.updateTable('pause').set({ status })"],
    ['writes settlements', "import { write } from './write-settlements.ts';"],
    ['calls fetch', "await fetch('http://x')", 'libs/store/src/settling/settle.ts'],
    ['imports node:https', "import https from 'node:https';", 'libs/store/src/settling/settle.ts'],
    ['imports undici', "const u = await import('undici');", 'libs/store/src/settling/settle.ts'],
    ['fakes what it tests', 'vi.useFakeTimers();', 'libs/core/src/pause.test.ts'],
    ['fakes what it tests', "vi.mock('./settle.ts');", 'libs/core/src/pause.test.ts'],
    ['runs only a part of its tests', "test.only('x', f);", 'libs/core/src/pause.test.ts'],
  ])('%s: %s', (what, text, path) => {
    expect(check(text, path)).toContain(`${path ?? 'libs/core/src/pause.ts'}:`);
    expect(check(text, path)).toContain(what);
    expect(check(text, path)).toMatch(/\. [A-Z`].*\.$/m);
  });

  test('a long file, an opening that says nothing', () => {
    expect(check('a;\n'.repeat(249))).toBe('');
    expect(check('a;\n'.repeat(250))).toContain('has 251 lines');
    for (const text of ['import x;', '/** Says. */', '// no sentence\nx;', '//Says.']) {
      const source = parseSource('libs/core/src/pause.ts', text);
      expect(complaints(source, fileRules).join()).toContain('does not say what it is');
    }
  });

  test('the right line', () => {
    expect(check('\n\nconst now = new Date();')).toMatch(/^libs\/core\/src\/pause\.ts:4 reads/);
  });
});

describe('let through', () => {
  test.each<[string, string, string?]>([
    [
      'the clock and the environment in main.ts',
      'f(process.env, () => new Date())',
      'apps/x/src/main.ts',
    ],
    ['a clock in a test', 'const now = new Date();', 'libs/core/src/pause.test.ts'],
    ['a date made of something', 'const at = new Date(0), day = Date.UTC(2026, 1);'],
    ['words about process.env', '// process.env and new Date() are for main.ts\n'],
    ['the one writer', "sql(`update pause set status = 'x'`)", 'libs/store/src/settling/settle.ts'],
    ['another table’s status', "sql(`update delivery set status = 'dead'`)"],
    ['another column of a pause', 'sql(`update pause set salt = $1 where status = $2`)'],
    ['reading a status', "sql(`select 1 from pause where status = 'pending'`)"],
    ['names listed one by one', "export { a } from './a.ts';\nexport type { B } from './b.ts';"],
    ['node:util, which is not ours to name', "import { promisify } from 'node:util';"],
    ['a word that merely contains one', 'const simple = 1, implied = 2, distilled = 3;'],
    ['a framework that demands a default', 'export default {};', 'libs/core/vitest.config.ts'],
    [
      'a launcher that speaks to its own server',
      "import net from 'node:net';",
      'libs/store/src/embedded/a.ts',
    ],
    ['several dots', '', 'libs/core/src/open-pause.fixture.ts'],
  ])('%s', (_, text, path) => {
    expect(check(text, path)).toBe('');
  });

  test('a sentence that goes on in the next line, also below a #! line', () => {
    for (const text of ['// Goes on\n// and ends.\n', '#!/usr/bin/env node\n// Says.\n']) {
      expect(complaints(parseSource('libs/core/src/a.ts', text), fileRules)).toEqual([]);
    }
  });
});
