// Fills the fenced code in a Markdown file from files that tests run, so that it can't go stale:
// `<!-- snippet: src/ask.example.ts#ask -->` before the fence, its path as links in that file have it.

export interface Snippet {
  /** From the folder of the Markdown file. */
  readonly path: string;
  /** What stands between `// #region <name>` and `// #endregion`; undefined: the whole file. */
  readonly region: string | undefined;
}

const marked =
  /^(<!-- snippet: (?<path>[^\s#]+)(?:#(?<region>[\w-]+))? -->)\n+(?<fence>`{3,})(?<language>[^\n`]*)\n.*?^\k<fence>$/gms;
const marker = /^\s*(?:\/\/|#|--|<!--) ?#(?<kind>region|endregion)\b *(?<name>[\w-]*)/;

type Found = Snippet & { readonly language: string };

export function snippetsIn(markdown: string): readonly Snippet[] {
  return [...markdown.matchAll(marked)].map(({ groups }) => ({
    path: groups!['path']!,
    region: groups!['region'],
  }));
}

/** @param read the text of a file, by its path from the folder of the Markdown file */
export const fillSnippets = (markdown: string, read: (path: string) => string): string =>
  markdown.replace(marked, (...found: unknown[]) => {
    const { path, region, language } = found.at(-1) as Found;
    const code = cut(read(path), { path, region });
    const fence = code.includes('```') ? '````' : '```';
    return `${String(found[1])}\n\n${fence}${language}\n${code}\n${fence}`;
  });

/** The lines of a region, moved to the left; markers of others within it are left out. */
export function cut(text: string, { path, region }: Snippet): string {
  const name = `“#region ${region ?? ''}”`;
  const lines = text.replaceAll('\r\n', '\n').trimEnd().split('\n');
  const open: string[] = [];
  let found = region === undefined;
  const kept = lines.flatMap((line) => {
    const { kind, name: named = '' } = marker.exec(line)?.groups ?? {};
    if (kind === 'endregion') open.pop();
    if (kind === 'region') open.push(named);
    // A region of several parts has a line between them.
    if (kind === 'region' && named === region && found) return [''];
    if (kind === 'region') found ||= named === region;
    const within = region === undefined || open.includes(region);
    return kind === undefined && within ? [line] : [];
  });
  if (!found) throw new Error(`${path} has no ${name}`);
  if (open.length > 0)
    throw new Error(`${path}: a region of it has no end, “${open.join('”, “')}”`);
  return dedent(kept).join('\n').trim();
}

function dedent(lines: readonly string[]): readonly string[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const depth = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(depth));
}
