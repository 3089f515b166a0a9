// Our node as npm would hand it out: compiled against n8n's own types, passed by n8n's own linter.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fetched } from './fetched.ts';

const root = join(import.meta.dirname, '../..');
const source = join(root, 'integrations/n8n-nodes-pausepoint');

export interface PackedNode {
  readonly tarball: string;
  /** What the compiler and the linter have to say; empty when nothing. */
  readonly complaints: string;
  remove(): void;
}

export function packNode({ n8n, linter }: Fetched): PackedNode {
  const parent = mkdtempSync(join(tmpdir(), 'pausepoint-n8n-'));
  const folder = join(parent, 'integrations/n8n-nodes-pausepoint');
  const ours = ['credentials', 'icons', 'nodes', 'shared', 'package.json', 'copy-assets.mjs'];
  for (const name of [...ours, 'tsconfig.build.json', 'README.md']) {
    cpSync(join(source, name), join(folder, name), {
      recursive: true,
      filter: (path) => !path.endsWith('.test.ts'),
    });
  }
  cpSync(join(import.meta.dirname, 'linter-config.mjs'), join(folder, 'linter-config.mjs'));
  cpSync(join(root, 'tsconfig.base.json'), join(parent, 'tsconfig.base.json'));
  // Where the package's own configuration looks for the workspace's.
  const build = { extends: './tsconfig.build.json', compilerOptions: { typeRoots: [types] } };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(build));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(n8n, 'node_modules/n8n-workflow'), join(folder, 'node_modules/n8n-workflow'));
  const run = (file: string, ...args: readonly string[]): string => {
    const env = { ...process.env, LINTER_FOLDER: linter };
    const done = spawnSync(process.execPath, [file, ...args], { cwd: folder, env });
    if (done.status === 0) return '';
    return `${done.stdout.toString()}${done.stderr.toString()}`;
  };
  const complaints = [
    run(join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'),
    run('copy-assets.mjs'),
    run(join(linter, 'node_modules/eslint/bin/eslint.js'), '-c', 'linter-config.mjs', '.'),
  ].join('');
  const packed = spawnSync('npm', ['pack', '--json', '--pack-destination', parent], {
    cwd: folder,
  });
  const [{ filename }] = JSON.parse(packed.stdout.toString()) as [{ filename: string }];
  return {
    tarball: join(parent, filename),
    complaints,
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}

const types = join(root, 'node_modules/@types');
