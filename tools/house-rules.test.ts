// The rules of the house, checked on every file: what was broken, and where it belongs.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileRules } from './house-rules/file-rules.ts';
import { importRules } from './house-rules/import-rules.ts';
import {
  deadLinks,
  lockfileComplaints,
  looseCode,
  manifestComplaints,
  mikroOrmComplaints,
  readmeComplaints,
} from './house-rules/package-rules.ts';
import { complaints, parseSource } from './house-rules/source.ts';
import { list, packagesOf, read, readManifests, root } from './house-rules/workspace.ts';

const manifests = readManifests();
const packages = packagesOf(manifests);
const sources = list('{apps,libs,examples,integrations,tools}/**/*.ts')
  .filter((path) => !path.endsWith('.d.ts'))
  .map((path) => parseSource(path, read(path)!));

/** Printed one complaint a line, so that the reader sees all of them at once. */
const none = (found: readonly string[]) => expect(found.join('\n')).toBe('');

test('there is something to check', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(packages.length).toBeGreaterThan(8);
});

describe('every file', () => {
  test('keeps the rules for files', () => {
    none(sources.flatMap((source) => complaints(source, fileRules)));
  });

  test('imports only what its package may', () => {
    const rules = importRules(packages);
    none(sources.flatMap((source) => complaints(source, rules)));
  });

  test('is TypeScript that Node runs as it stands: no .tsx', () => {
    none(list('{apps,libs,examples,tools}/**/*.{tsx,jsx,cts,mts}'));
  });
});

describe('every package', () => {
  test('has a licence, exact versions and the scripts everybody runs', () => {
    none(manifests.flatMap(manifestComplaints));
    none(mikroOrmComplaints(manifests));
  });

  test('has a README that ends in its decisions', () => {
    const readmes = packages.map(({ folder }) => `${folder}/README.md`);
    none(readmes.flatMap((path) => readmeComplaints(path, read(path))));
  });
});

describe('the repository', () => {
  test('has no link in a README that leads nowhere', () => {
    const readmes = list(
      '{README.md,{apps,libs,integrations}/*/README.md,{examples,tools}/README.md}',
    );
    const isThere = (path: string) => existsSync(join(root, path));
    none(readmes.flatMap((path) => deadLinks(path, read(path)!, isThere)));
  });

  test('shows no code that no test runs', () => {
    none(list('**/*.md').flatMap((path) => looseCode(path, read(path)!)));
  });

  test('has a lockfile that works on every machine', () => {
    none(lockfileComplaints(read('package-lock.json')!));
  });

  test('is under the MIT licence', () => {
    expect(read('LICENSE')).toMatch(/^MIT License/);
  });
});
