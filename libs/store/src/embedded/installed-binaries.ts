// Where a PostgreSQL of the machine's own may lie (Alpine, odd processors): PATH, then usual folders.
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EmbeddedEnv } from './account.ts';

const bases = ['/usr/lib/postgresql', '/usr/libexec', '/opt/homebrew/opt', '/usr/local/opt'];
const versioned = /^(?:postgresql@?)?\d+$/;

/** Folders that hold both programs; outside PATH the highest version first. */
export function installedFolders(env: EmbeddedEnv): readonly string[] {
  const onPath = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const found = [...onPath, ...bases.flatMap(versionFolders)]
    .filter(holdsServer)
    // Symlinked programs look for their libraries beside the real ones.
    .map((folder) => dirname(realpathSync(join(folder, 'postgres'))));
  return [...new Set(found)];
}

export const holdsServer = (folder: string): boolean =>
  ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)));

function versionFolders(base: string): readonly string[] {
  if (!existsSync(base)) return [];
  return readdirSync(base)
    .filter((name) => versioned.test(name))
    .sort((a, b) => numberIn(b) - numberIn(a))
    .flatMap((name) => [join(base, name, 'bin'), join(base, name)]);
}

const numberIn = (name: string): number => Number(name.replace(/\D/g, ''));
