// Examples: a curl line that can be pasted, JSON as one would write it.
import type { Media, Operation } from './document.ts';

export interface Shown {
  readonly summary: string;
  readonly value: unknown;
}

export function examplesOf(media: Media | undefined): readonly Shown[] {
  const named = Object.values(media?.examples ?? {}).map(({ summary, value }) => ({
    summary: summary ?? 'Example',
    value,
  }));
  return media?.example === undefined
    ? named
    : [{ summary: 'Example', value: media.example }, ...named];
}

export function request(of: Operation, body: unknown, publicUrl: string): string {
  const path = (of.path ?? '').replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`);
  const wait = of.parameters?.some(({ name }) => name === 'wait') ? '?wait=55' : '';
  const isGet = of.method === 'GET';
  const lines = [
    `curl ${isGet ? '' : `-X ${of.method} `}"${publicUrl}${path}${wait}"`,
    ...(of.security?.some((way) => 'apiKey' in way) ? ['-H "Authorization: Bearer $PP_KEY"'] : []),
    ...(body === undefined
      ? []
      : [
          '-H "Content-Type: application/json"',
          // A single quote would end the shell's string.
          `-d '${pretty(body).replaceAll("'", `'\\''`).replaceAll('\n', '\n  ')}'`,
        ]),
  ];
  return lines.join(' \\\n  ');
}

/** Short lists on one line: `["Approve", "Reject"]`. */
export const pretty = (value: unknown): string =>
  (JSON.stringify(value, null, 2) ?? '').replace(
    /\[\s+([^[\]{}]*?)\s+\]/g,
    (whole, inner: string) => {
      const line = `[${inner.replace(/\s*\n\s*/g, ' ')}]`;
      return line.length <= 60 ? line : whole;
    },
  );
