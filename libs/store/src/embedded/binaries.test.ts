// The programs of PostgreSQL are found and run, however npm or the machine put them there.
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { findBundledPackage, inPlace, stage } from './bundled-binaries.ts';
import { run } from './command.ts';
import { installedFolders } from './installed-binaries.ts';
import { newFolder } from './testing.ts';

const runner = { account: chooseAccount({}), env: {} };
const runs = (bin: string): boolean =>
  run(runner, join(bin, 'postgres'), ['--version']).ok &&
  run(runner, join(bin, 'initdb'), ['--version']).ok;

/** The package as npm leaves it when install scripts are off: without its symlinks. */
function packageWithoutLinks(): string {
  const folder = newFolder();
  cpSync(join(findBundledPackage()!.folder, 'native'), join(folder, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  const lib = join(folder, 'native/lib');
  for (const entry of readdirSync(lib, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) rmSync(join(lib, entry.name));
  }
  return folder;
}

test('programs installed without install scripts get the links they miss, and run', () => {
  const folder = packageWithoutLinks();
  expect(runs(join(folder, 'native/bin'))).toBe(process.platform === 'darwin');
  const { bin, complete } = inPlace({ folder, version: '18.4' });
  expect(complete).toBe(true);
  expect(runs(bin)).toBe(true);
});

test('programs in a folder that is shut to the server are copied once, and the copy runs', () => {
  const folder = packageWithoutLinks();
  for (const shut of [folder, join(folder, 'native'), join(folder, 'native/bin/postgres')]) {
    chmodSync(shut, 0o700);
  }
  const stateDir = newFolder();
  const bin = stage({ folder, version: '18.4' }, stateDir);
  expect(runs(bin)).toBe(true);
  expect(stage({ folder, version: '18.4' }, stateDir)).toBe(bin);
  expect(readdirSync(stateDir)).toEqual(['postgres-18.4']);
});

test('PG_BIN_DIR wins, and what is wrong with it is said', () => {
  const stateDir = newFolder();
  const { bin } = inPlace(findBundledPackage()!);
  const named = { ...runner, env: { PG_BIN_DIR: bin } };
  expect(findBinaries(named, stateDir)).toMatchObject({ folder: bin, major: 18 });
  const empty = { ...runner, env: { PG_BIN_DIR: stateDir } };
  expect(() => findBinaries(empty, stateDir)).toThrow(`${stateDir}: spawnSync`);
});

test('a PostgreSQL on PATH is found by its real folder', () => {
  const folder = packageWithoutLinks();
  const bin = join(folder, 'native/bin');
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  expect(installedFolders({ PATH: `${empty}:${bin}` })[0]).toBe(bin);
});
