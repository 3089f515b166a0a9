// Where a run happens: a PostgreSQL of its own on a real disk, fresh databases, programs, and notes.
import { mkdirSync, mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCluster, type Database } from './cluster.ts';

export interface Place {
  readonly seconds: number;
  readonly rounds: number;
  /** How much the larger size of `growth` has, and the name its data is kept under. */
  readonly pauses: number;
  readonly events: number;
  readonly kept: string;
  readonly soakMinutes: number;
  /** Our programs write a profile each into `folder`. */
  readonly profile: boolean;
  /** For logs, profiles and raw numbers; git does not see it. */
  readonly folder: string;
  readonly postmasterPid: number;
  readonly postgresVersion: string;
  openDatabase(name: string): Promise<Database>;
  /** Writes down raw numbers. */
  keep(name: string, data: unknown): void;
  readonly say: (line: string) => void;
  close(): Promise<void>;
}

export type PlaceOptions = Pick<
  Place,
  'seconds' | 'rounds' | 'pauses' | 'events' | 'kept' | 'soakMinutes' | 'profile'
> & { readonly folder: string };

export async function openPlace(options: PlaceOptions): Promise<Place> {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  // Not under /tmp, which may be memory: there fsync costs nothing.
  const stateDir = mkdtempSync('/var/tmp/pausepoint-bench-');
  chmodSync(stateDir, 0o755);
  const cluster = await openCluster(stateDir);
  let made = 0;
  return {
    ...options,
    ...cluster,
    openDatabase: (name) => cluster.openDatabase(`${name.replaceAll('-', '_')}_${++made}`),
    keep: (name, data) =>
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(data, null, 1)),
    say: (line) => console.log(line),
    async close() {
      await cluster.close();
      rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
