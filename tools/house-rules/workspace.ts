// The workspace on disk, as the rules want to read it.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Package } from './import-rules.ts';
import type { Manifest } from './package-rules.ts';

export const root = join(import.meta.dirname, '../..');

const notOurs = /^(node_modules|dist|coverage|\.data|\.nx|\.git)$/;

export const read = (path: string): string | undefined =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;

export const list = (pattern: string): readonly string[] =>
  globSync(pattern, {
    cwd: root,
    exclude: (path) => notOurs.test(path.split('/').at(-1)!),
  }).sort();

export const readManifests = (): readonly Manifest[] =>
  list('{package.json,{apps,libs,integrations}/*/package.json,{examples,tools}/package.json}').map(
    (path) => ({ ...(JSON.parse(read(path)!) as Omit<Manifest, 'path'>), path }),
  );

export function packagesOf(manifests: readonly Manifest[]): readonly Package[] {
  const shared = Object.keys(
    manifests.find(({ path }) => path === 'package.json')?.devDependencies ?? {},
  );
  return manifests
    .filter(({ path }) => path !== 'package.json')
    .map((manifest) => ({
      folder: manifest.path.replace('/package.json', ''),
      name: manifest.name ?? '',
      dependencies: [
        ...shared,
        ...Object.keys({
          ...manifest.dependencies,
          ...manifest.devDependencies,
          ...manifest.optionalDependencies,
          ...manifest.peerDependencies,
        }),
      ],
    }));
}
