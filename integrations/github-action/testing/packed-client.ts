// The client as npm would hand it out, packed from what is here.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const client = join(import.meta.dirname, '../../../libs/client');

export interface PackedClient {
  readonly folder: string;
  readonly tarball: string;
  readonly remove: () => Promise<void>;
}

/** In a folder of its own: others may be building in the client's. */
export async function packClient(): Promise<PackedClient> {
  const folder = await mkdtemp(join(tmpdir(), 'pausepoint-action-'));
  const copy = join(folder, 'client');
  await mkdir(copy);
  await copyFile(join(client, 'package.json'), join(copy, 'package.json'));
  await run(process.execPath, ['build-once.ts', join(copy, 'dist')], { cwd: client });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: copy,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return {
    folder,
    tarball: join(folder, filename),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
