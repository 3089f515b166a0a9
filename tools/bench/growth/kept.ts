// The filled databases, small and large beside each other in one cluster that is kept for the next time.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filling, openCluster, type Cluster } from '../cluster.ts';
import { fillDatabase, type Size } from './fill-database.ts';

export const SMALL: Size = { pauses: 10_000, events: 50_000 };

interface Wish extends Size {
  readonly name: string;
  readonly say: (line: string) => void;
}

/** Filled once under its name; what was left half filled begins anew. */
export async function openKept({ name, say, ...large }: Wish): Promise<Cluster> {
  const folder = `/var/tmp/pausepoint-bench-kept-${name}`;
  const note = join(folder, 'filled.json');
  if (existsSync(note)) {
    const there = JSON.parse(readFileSync(note, 'utf8')) as Size;
    if (there.pauses !== large.pauses || there.events !== large.events) {
      throw new Error(
        `${folder} holds ${there.pauses} pauses: choose another --kept, or remove it`,
      );
    }
    say(`  as it was filled: ${folder}`);
  } else {
    await fillKept(folder, large, say);
    writeFileSync(note, JSON.stringify(large));
  }
  return openCluster(folder);
}

async function fillKept(folder: string, large: Size, say: Wish['say']): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  say(`  filling ${folder}; the disk is not waited for while that lasts`);
  const cluster = await openCluster(folder, filling);
  try {
    for (const [name, size] of Object.entries({ small: SMALL, large })) {
      const database = await cluster.openDatabase(name);
      await fillDatabase({ database, ...size, say });
      await database.close();
    }
  } finally {
    await cluster.close();
  }
  // Nothing of it was flushed; from now on a crash must find it whole.
  spawnSync('sync');
}
