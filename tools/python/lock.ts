// `npm run test:python -- [group…] --lock`: writes every requirements.txt anew, for all Pythons and machines.
import { relative } from 'node:path';
import { uvSettings } from './environment.ts';
import { root, type Group } from './groups.ts';
import { run, type Installer } from './installer.ts';

export function lock({ uv }: Installer, groups: readonly Group[]): boolean {
  const inputs = groups.map(({ folder }) => `${relative(root, folder)}/requirements`);
  return ['tools/python/uv', ...inputs].every((path) =>
    run(
      uv,
      [
        ...['pip', 'compile', '-q', '--universal', '--python-version', '3.10'],
        ...['--directory', root, '--generate-hashes', '--no-annotate', '--emit-index-annotation'],
        ...['--custom-compile-command', 'npm run test:python -- --lock'],
        ...['--upgrade', `${path}.in`, '-o', `${path}.txt`],
      ],
      uvSettings(),
    ),
  );
}
