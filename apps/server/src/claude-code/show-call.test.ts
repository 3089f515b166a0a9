// A human sees all of what they allow, and nothing in it that poses as something else.
import type { ToolCall } from '@pausepoint/contract';
import { expect, test } from 'vitest';
import { showCall } from './show-call.ts';

const shown = (tool: string, input: Record<string, unknown>, more: Partial<ToolCall> = {}) =>
  showCall({
    ...{ event: 'PreToolUse', toolUseId: 't', sessionId: 's', promptId: 'p' },
    ...{ cwd: '/home/ada/shop', permissionMode: 'default', agentType: null },
    ...{ tool, input, ...more },
  })!;
const value = (call: ReturnType<typeof shown>, label: string) =>
  call.facts.find((fact) => fact.label === label)?.value;

test('a short command stands in the question and among the facts', () => {
  const call = shown('Bash', { command: 'npm test' });
  expect([call.question, value(call, 'Command'), call.brief]).toEqual([
    ...['Run “npm test”?', 'npm test', true],
  ]);
});

test('a long one, or one of several lines, is only among the facts, in full', () => {
  const command = `echo ${'x'.repeat(300)}\nrm -rf ~`;
  const call = shown('Bash', { command, description: 'List the files' });
  expect([call.question, call.said]).toEqual(['Run a 2-line command in shop?', 'List the files']);
  expect([value(call, 'Command'), call.brief]).toEqual([command, false]);
});

test('what nobody would see in a command is never in the question alone', () => {
  for (const command of ['a\u202eb', 'a\u200bb', 'a\tb', 'a  b', 'rm” – no, “ls', 'a\rb', ' ']) {
    const call = shown('Bash', { command });
    expect([call.question, call.brief]).toEqual([expect.stringMatching(/^Run a \d/), false]);
  }
  expect(value(shown('Bash', { command: 'a\rb' }), 'Command')).toBe('a[U+000D]b');
  const gap = shown('Bash', { command: `ls${' '.repeat(400)}; rm -rf ~` });
  expect(value(gap, 'Command')).toBe('ls [400 spaces] ; rm -rf ~');
});

test('whatever else a call holds is shown beside it', () => {
  const call = shown('Bash', { command: 'ls', dangerouslyDisableSandbox: true, later: { a: 1 } });
  expect(value(call, 'Without the sandbox')).toBe(true);
  expect(value(call, 'More input')).toEqual({ later: { a: 1 } });
  expect(call.brief).toBe(false);
  const odd = shown('Bash', { command: 'ls', run_in_background: 'yes', description: 5 });
  expect(value(odd, 'More input')).toEqual({ run_in_background: 'yes', description: 5 });
  expect(value(shown('Bash', { command: 5 }), 'Input')).toEqual({ command: 5 });
});

test('edits are diffs, and what they hit is said', () => {
  const edit = { old_string: 'a\nb', new_string: 'a\nc' };
  const call = shown('Edit', { file_path: '/home/ada/shop/src/a.ts', ...edit, replace_all: true });
  expect(call.question).toBe('Change src/a.ts?');
  expect(value(call, 'File')).toBe('/home/ada/shop/src/a.ts');
  expect(value(call, 'Changes')).toBe(' a\n-b\n+c');
  expect(value(call, 'Wherever it occurs')).toBe(true);
  const several = shown('MultiEdit', { file_path: '/etc/a', edits: [edit, edit] });
  expect(several.question).toBe('Change /etc/a?');
  expect(value(several, 'Change 2')).toBe(' a\n-b\n+c');
  const odd = shown('MultiEdit', { file_path: '/etc/a', edits: [{ ...edit, more: 1 }] });
  expect(value(odd, 'Input')).toMatchObject({ file_path: '/etc/a' });
});

test('a new file is shown whole, a notebook’s cell with where it goes', () => {
  const file = shown('Write', { file_path: '/home/ada/shopping/a', content: 'x\ny' });
  expect([file.question, value(file, 'All it will hold')]).toEqual([
    ...['Write /home/ada/shopping/a?', '+x\n+y'],
  ]);
  expect(value(shown('Write', { file_path: '/a', content: '' }), 'All it will hold')).toBe(
    'nothing at all',
  );
  const cell = { notebook_path: '/n.ipynb', new_source: '1', edit_mode: 'insert', cell_id: 'c1' };
  const notebook = shown('NotebookEdit', cell);
  expect(notebook.question).toBe('Add a cell to /n.ipynb?');
  expect(value(notebook, 'More input')).toEqual({ edit_mode: 'insert', cell_id: 'c1' });
});

test('tools of others are shown by name with all they are given', () => {
  const call = shown('mcp__bank__transfer', { to: 'Eve', amount: 8400 });
  expect(call.question).toBe('Use transfer of bank?');
  expect(value(call, 'Tool')).toBe('mcp__bank__transfer');
  expect(value(call, 'Input')).toEqual({ to: 'Eve', amount: 8400 });
  expect(shown('WebFetch', { url: 'https://a.example/x', prompt: 'p' }).question).toBe(
    'Read a page of a.example?',
  );
  expect(value(shown('WebFetch', { url: 'javascript:x' }), 'Input')).toEqual({
    url: 'javascript:x',
  });
});

test('the folder, the mode and the subagent are said where they matter', () => {
  const call = shown('Bash', { command: 'ls' }, { agentType: 'reviewer', permissionMode: 'plan' });
  expect(call.facts.slice(1)).toEqual([
    { label: 'Folder', value: '/home/ada/shop' },
    { label: 'Subagent', value: 'reviewer' },
    { label: 'Permission mode', value: 'plan' },
  ]);
});

test('what cannot be shown in full is not shown at all', () => {
  expect(shown('Bash', { command: 'x'.repeat(17_000) })).toBeUndefined();
  expect(shown('Write', { file_path: '/a', content: 'é'.repeat(9_000) })).toBeUndefined();
  expect(shown('Bash', { command: 'x'.repeat(15_000) })).toBeDefined();
});
