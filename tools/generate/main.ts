// `npm run generate` writes the generated files; with --check it only says which are stale.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { autogenTools } from './autogen-tools.ts';
import { crewaiTools } from './crewai-tools.ts';
import { generatedFiles } from './files.ts';
import { markdownFiles } from './markdown-files.ts';

const root = join(import.meta.dirname, '../..');
const check = process.argv.includes('--check');

const files = [
  ...generatedFiles(),
  ...(await autogenTools()),
  ...(await crewaiTools()),
  ...(await markdownFiles()),
];
for (const { path, text } of files) {
  const file = join(root, path);
  const fresh = (await readFile(file, 'utf8').catch(() => '')) === text;
  if (fresh) {
    console.log(`${path} is fresh`);
  } else if (check) {
    console.error(`${path} is stale: run \`npm run generate\` and commit it`);
    process.exitCode = 1;
  } else {
    await writeFile(file, text);
    console.log(`${path} written`);
  }
}
