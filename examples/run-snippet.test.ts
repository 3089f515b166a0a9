// Snippets stay what the documentation says, but for host, key and token.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fillIn, missingFor, runSnippet } from './run-snippet.ts';

const stories = ['audit', 'hitl', 'landing', 'pause-requests', 'quickstart'];
const snippets = (
  await Promise.all(
    stories.map(async (story) => {
      const files = await readdir(join(import.meta.dirname, story));
      return files.map((file) => `${story}/${file}`);
    }),
  )
).flat();
const given = { url: 'http://127.0.0.1:9', apiKey: 'pp_test_key', token: 'a-token' };

test.each(snippets)('%s asks our host with the given key, and nobody else', async (snippet) => {
  const filled = await fillIn(snippet, given);
  expect(filled).not.toMatch(/api\.pausepoint\.dev|pp_live_|hitl_your|the_token_from/);
  // What is checked offline asks nobody.
  expect(/https?:/.test(filled)).toBe(filled.includes(given.url));
  const original = await readFile(join(import.meta.dirname, snippet), 'utf8');
  expect(filled.split('\n')).toHaveLength(original.split('\n').length);
});

test('a snippet that cannot reach the server ends with an error, not with a decision', async () => {
  const { code, stdout, stderr } = await runSnippet('landing/create.sh', given);
  expect(code).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr).toContain('127.0.0.1');
});

test('a language nobody taught us is an error that says so', async () => {
  expect(() => missingFor('landing/deploy.pl')).toThrow('*.pl');
});
