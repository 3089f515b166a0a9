// Every Markdown file with snippets, as it should be: filled, and formatted as the rest is.
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { list, read, root } from '../house-rules/workspace.ts';
import type { GeneratedFile } from './files.ts';
import { fillSnippets, snippetsIn } from './snippets.ts';

export function markdownFiles(): Promise<readonly GeneratedFile[]> {
  const paths = list('**/*.md').filter((path) => snippetsIn(read(path)!).length > 0);
  return Promise.all(paths.map(filled));
}

async function filled(path: string): Promise<GeneratedFile> {
  const text = fillSnippets(read(path)!, (source) => {
    const code = read(join(dirname(path), source));
    if (code === undefined) throw new Error(`${path}: there is no ${source}`);
    return code;
  });
  const filepath = join(root, path);
  const config = await resolveConfig(filepath);
  return { path, text: await format(text, { ...config, filepath }) };
}
