// What is published, as a stranger has it after `npm install`: built and packed apart from the workspace.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../../..');
const modules = join(root, 'node_modules');

export interface Packed {
  /** What `npx @pausepoint/mcp` would start. */
  readonly program: string;
  readonly files: readonly string[];
  readonly remove: () => Promise<void>;
}

/** In a copy: the tests of the client build and remove its `dist` at the same time. */
export async function pack(): Promise<Packed> {
  const home = await mkdtemp(join(tmpdir(), 'pausepoint-mcp-'));
  const [client, mcp] = [join(home, 'libs/client'), join(home, 'integrations/mcp')];
  for (const folder of ['libs/client', 'integrations/mcp']) {
    await cp(join(root, folder), join(home, folder), {
      recursive: true,
      filter: (path) => !/\/(node_modules|dist)$/.test(path),
    });
  }
  await cp(join(root, 'tsconfig.base.json'), join(home, 'tsconfig.base.json'));
  await symlink(modules, join(home, 'node_modules'));
  await run(process.execPath, ['build-once.ts'], { cwd: client });
  await mkdir(join(mcp, 'node_modules'));
  await symlink(client, join(mcp, 'node_modules/pausepoint'));
  const compiler = join(modules, 'typescript/bin/tsc');
  await run(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: mcp });

  const installed = join(home, 'stranger/node_modules');
  const files = await install(mcp, join(installed, '@pausepoint/mcp'));
  await install(client, join(installed, 'pausepoint'));
  const { dependencies, bin } = JSON.parse(
    await readFile(join(installed, '@pausepoint/mcp/package.json'), 'utf8'),
  ) as { dependencies: Record<string, string>; bin: Record<string, string> };
  // Only what it declares is there.
  await mkdir(join(installed, '@modelcontextprotocol'));
  for (const name of Object.keys(dependencies)) {
    if (name !== 'pausepoint') await symlink(join(modules, name), join(installed, name));
  }
  return {
    program: join(installed, '@pausepoint/mcp', bin['pausepoint-mcp']!),
    files,
    remove: () => rm(home, { recursive: true, force: true }),
  };
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
