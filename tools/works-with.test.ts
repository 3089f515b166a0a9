// The README's table of what PausePoint works with names what is there, in the version it was run with.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const rows = read('README.md')
  .split('## Works with')[1]!
  .split('\n## ')[0]!
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2);

/** By the lock of npm, of a folder with Python, or of what is fetched for a test. */
function pinned(name: string): readonly string[] {
  const packages = JSON.parse(read('package-lock.json')) as {
    readonly packages: Record<string, { readonly version?: string }>;
  };
  const versions = [packages.packages[`node_modules/${name}`]?.version];
  for (const folder of readdirSync(join(root, 'integrations'))) {
    const lock = `integrations/${folder}/requirements.txt`;
    if (!existsSync(join(root, lock))) continue;
    versions.push(read(lock).match(new RegExp(`^${name}==(\\S+)`, 'm'))?.[1]);
  }
  if (name === 'n8n') versions.push(/N8N = '(.+)'/.exec(read('tools/n8n/fetched.ts'))?.[1]);
  if (name === '@anthropic-ai/claude-code') {
    versions.push(/VERSION = '(.+)'/.exec(read('tools/claude-code/claude-binary.ts'))?.[1]);
  }
  return versions.filter((version) => version !== undefined);
}

test('each row was run with the version it says', () => {
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) {
    const said = [...row.split('|')[5]!.matchAll(/`(\S+)` (\S+)/g)];
    expect(said.length, row).toBe(row.startsWith('| Dify') ? 0 : 1);
    for (const [, name, version] of said) expect(pinned(name!), row).toContain(version);
  }
});

test('each row links what is there', () => {
  for (const row of rows) {
    const links = [...row.matchAll(/\]\((\S+?)\)/g)].map(([, path]) => path!);
    expect(links.length, row).toBeGreaterThan(1);
    for (const path of links) expect(existsSync(join(root, path)), path).toBe(true);
  }
});
