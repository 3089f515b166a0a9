// What n8n asks of a package before it lists it, as far as it stands in files.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const here = __dirname;
const read = (path: string): unknown => JSON.parse(readFileSync(join(here, path), 'utf8'));
const manifest = read('package.json') as Record<string, unknown> & {
  readonly n8n: { readonly nodes: string[]; readonly credentials: string[] };
};

interface Workflow {
  readonly nodes: readonly { readonly name: string; readonly type: string }[];
  readonly connections: Readonly<Record<string, Readonly<Record<string, { node: string }[][]>>>>;
}
const examples = globSync('examples/*.json', { cwd: here });

test('nothing is installed with it, and nothing runs when it is', () => {
  expect(manifest['dependencies'] ?? {}).toEqual({});
  expect(manifest['peerDependencies']).toEqual({ 'n8n-workflow': '*' });
  const scripts = Object.keys(manifest['scripts'] as object);
  expect(scripts.filter((name) => /^(pre|post)|install|prepare/.test(name))).toEqual([]);
});

test('every node and credential it names has a source, a card and its own icons', () => {
  for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
    const source = path.replace('dist/', '').replace(/js$/, 'ts');
    const text = readFileSync(join(here, source), 'utf8');
    const icons = [...text.matchAll(/file:([\w./]+\.svg)/g)].map(([, icon]) => icon!);
    expect(new Set(icons).size).toBe(2);
    for (const icon of icons) expect(existsSync(join(here, source, '..', icon))).toBe(true);
  }
  for (const path of manifest.n8n.nodes) {
    const card = path.replace('dist/', '').replace(/js$/, 'json');
    expect(read(card)).toMatchObject({ node: expect.stringContaining('n8n-nodes-pausepoint.') });
  }
});

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(3);
});

test.each(examples)(
  '%s can be imported: connected, with our node, without anybody’s secrets',
  (path) => {
    const { nodes, connections } = read(path) as Workflow;
    const names = nodes.map(({ name }) => name);
    expect(nodes.some(({ type }) => type.startsWith('n8n-nodes-pausepoint.pausePoint'))).toBe(true);
    const targets = Object.values(connections).flatMap((kinds) => Object.values(kinds).flat(2));
    for (const name of [...Object.keys(connections), ...targets.map(({ node }) => node)]) {
      expect(names).toContain(name);
    }
    expect(nodes.filter((node) => 'credentials' in node)).toEqual([]);
  },
);
