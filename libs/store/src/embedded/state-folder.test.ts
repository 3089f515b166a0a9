// Data lies where the server can reach it, and every checkout has its own.
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isRoot } from './account.ts';
import { placeState } from './state-folder.ts';
import { newFolder } from './testing.ts';

test('a state folder that the server can enter is used as it is', () => {
  const stateDir = join(newFolder(), 'checkout/.data');
  const { folder } = placeState(stateDir, {}, '/never');
  expect(folder).toBe(stateDir);
  expect(existsSync('/never')).toBe(false);
});

test.runIf(isRoot())(
  'root enters a private home: the database lies outside, and stays there',
  () => {
    const { home, outside, place } = privateHome();
    const stateDir = join(home, 'checkout/.data');
    const folder = place(stateDir);
    expect(folder.startsWith(join(outside, 'checkout-'))).toBe(true);
    expect(place(stateDir)).toBe(folder);
  },
);

test.runIf(isRoot())('a moved checkout keeps its database, a copied one gets its own', () => {
  const { home, place } = privateHome();
  const folder = place(join(home, 'checkout/.data'));
  cpSync(join(home, 'checkout'), join(home, 'copy'), { recursive: true });
  const copied = place(join(home, 'copy/.data'));
  expect(copied).not.toBe(folder);
  renameSync(join(home, 'checkout'), join(home, 'moved'));
  expect(place(join(home, 'moved/.data'))).toBe(folder);
  expect(place(join(home, 'copy/.data'))).toBe(copied);
});

function privateHome() {
  const folder = newFolder();
  const [home, outside] = [join(folder, 'home'), join(folder, 'outside')];
  mkdirSync(home);
  chmodSync(home, 0o700);
  return { home, outside, place: (stateDir: string) => placeState(stateDir, {}, outside).folder };
}
