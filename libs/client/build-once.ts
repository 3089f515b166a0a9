// What `build.ts` makes, made once for as long as nothing it is made of changes: the tests of five
// packages need it, and it takes seconds. Into dist/, or the folder that is named.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { cp, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const outDir = process.argv[2] ?? 'dist';
/** Of the workspace, also where only the client was copied. */
const modules = await realpath('../../node_modules');
const kept = join(modules, '.cache/client', madeOf());

if (!existsSync(kept)) {
  const draft = `${kept}.${process.pid}`;
  await promisify(execFile)(process.execPath, ['build.ts', draft]);
  await rename(draft, kept).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(kept)) throw error; // else another was quicker
  });
}
await rm(outDir, { recursive: true, force: true });
await cp(kept, outDir, { recursive: true });

/** Every source that is bundled, and what bundles them. */
function madeOf(): string {
  const sources = '{build.ts,package.json,tsconfig.json,src/**/*.{ts,json}}';
  const folders = ['.', `${modules}/@pausepoint/contract`, `${modules}/@pausepoint/core`];
  const lists = folders.map((cwd) => globSync(sources, { cwd }).map((name) => join(cwd, name)));
  const shared = ['../../tsconfig.base.json', join(modules, '../package-lock.json')];
  const hash = createHash('sha256');
  for (const path of [...shared, ...lists.flatMap((list) => list.toSorted())]) {
    const content = readFileSync(path);
    hash.update(`${path.startsWith('/') ? path.slice(modules.length) : path} ${content.length}\n`);
    hash.update(content);
  }
  return hash.digest('hex').slice(0, 32);
}
