// A code is found wherever a line would give it away, and never by chance in an id or a time.
import { expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { saidIn } from './said-in.ts';

const logged = (...entries: readonly object[]): string => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', stream: { write: (line) => void lines.push(line) } });
  for (const entry of entries) log.info(entry, 'done');
  return saidIn(lines.join(''));
};

test.each([
  ['a text', { body: 'Your code:\n123456.' }],
  ['a word', { url: '/x?code=a123456b' }],
  ['a number', { tries: 123456 }],
  ['deeper down', { err: { message: 'no', detail: ['of 123456'] } }],
  ['a name', { 123456: true }],
])('as %s', (_, entry) => {
  expect(logged(entry)).toContain('123456');
});

test('not in what any digits may be part of', () => {
  const requestId = '01a20060-1234-71bf-afe9-123456689b68';
  const said = logged({ requestId, at: '2026-11-22T12:34:56.123456Z', ms: 1.123456 });
  expect(said).not.toMatch(/1234|3456/);
  expect(said).toContain('done');
});
