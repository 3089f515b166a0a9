// What is tested together: a folder with a hash-locked requirements.txt, and an environment of its own.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Group {
  readonly name: string;
  readonly folder: string;
}

export const root = join(import.meta.dirname, '../..');

const homes = ['integrations', 'tools/python'];

/** Frameworks' pins conflict: each folder is its own. @param names only these; all if none */
export function groups(names: readonly string[]): readonly Group[] {
  const all = homes.flatMap((home) =>
    readdirSync(join(root, home))
      .map((name) => ({ name, folder: join(root, home, name) }))
      .filter(({ folder }) => existsSync(join(folder, 'requirements.in'))),
  );
  const unknown = names.filter((name) => all.every((group) => group.name !== name));
  if (unknown.length > 0) throw new Error(`No requirements.in for ${unknown.join(', ')}`);
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}
