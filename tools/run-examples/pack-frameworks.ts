// The packages for agent frameworks as a stranger has them after `npm install`, packed in a copy.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const modules = join(root, 'node_modules');
const compiler = join(modules, 'typescript/bin/tsc');

export const frameworks = ['langgraph', 'langchain', 'openai-agents', 'ai-sdk'] as const;

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Stranger {
  readonly folder: string;
  /** What each package holds. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  readonly remove: () => Promise<void>;
}

/** The tests of the client build and remove its `dist` at the same time: hence the copy. */
export async function packFrameworks(): Promise<Stranger> {
  const home = await mkdtemp(join(tmpdir(), 'pausepoint-frameworks-'));
  const folder = join(home, 'stranger');
  await cp(join(root, 'tsconfig.base.json'), join(home, 'tsconfig.base.json'));
  await symlink(modules, join(home, 'node_modules'));
  const client = await copy(home, 'libs/client');
  await run(process.execPath, ['build-once.ts'], { cwd: client });
  const installed = join(folder, 'node_modules');
  const files: Record<string, readonly string[]> = {
    pausepoint: await install(client, join(installed, 'pausepoint')),
  };
  for (const name of frameworks) {
    const built = await copy(home, `integrations/${name}`);
    const { dependencies = {}, peerDependencies = {} } = JSON.parse(
      await readFile(join(built, 'package.json'), 'utf8'),
    ) as Manifest;
    for (const ours of Object.keys(dependencies)) {
      const at = join(home, ours === 'pausepoint' ? 'libs/client' : folderOf(ours));
      await link(at, join(built, 'node_modules', ours));
    }
    await run(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: built });
    files[name] = await install(built, join(installed, '@pausepoint', name));
    // Only what it asks for is there.
    for (const peer of Object.keys(peerDependencies)) {
      await link(join(modules, peer), join(installed, peer));
    }
  }
  await link(join(modules, '@types/node'), join(installed, '@types/node'));
  return { folder, files, remove: () => rm(home, { recursive: true, force: true }) };
}

const folderOf = (name: string) => `integrations/${name.slice('@pausepoint/'.length)}`;

async function copy(home: string, folder: string): Promise<string> {
  const filter = (path: string) => !/\/(node_modules|dist)$/.test(path);
  await cp(join(root, folder), join(home, folder), { recursive: true, filter });
  return join(home, folder);
}

async function link(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rm(to, { force: true });
  await symlink(from, to);
}

async function install(from: string, to: string): Promise<readonly string[]> {
  await mkdir(to, { recursive: true });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', to], { cwd: from });
  const [{ filename, files }] = JSON.parse(stdout) as [
    { filename: string; files: { path: string }[] },
  ];
  await run('tar', ['-xzf', join(to, filename), '-C', to, '--strip-components=1']);
  return files.map(({ path }) => path);
}
