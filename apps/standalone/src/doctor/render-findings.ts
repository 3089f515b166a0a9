// The doctor's findings as an aligned table, its last column wrapped to the screen.
import type { Paint, Style } from '../banner.ts';
import type { Finding, State } from './finding.ts';

const styles: Record<State, Style> = {
  ok: 'good',
  warning: 'doubtful',
  failed: 'bad',
  'not set up': 'faint',
};
const NARROWEST = 30;

export function renderFindings(
  findings: readonly Finding[],
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string {
  const widest = (words: readonly string[]): number => Math.max(...words.map((it) => it.length));
  const first = widest(findings.map(({ what }) => what)) + 2;
  const second = widest(findings.map(({ state }) => state)) + 2;
  const indent = ' '.repeat(2 + first + second);
  const rows = findings.map(({ what, state, detail }) => {
    const [line = '', ...more] = wrap(detail, Math.max(width - indent.length, NARROWEST));
    const start = `  ${what.padEnd(first)}${paint(styles[state], state.padEnd(second))}`;
    return [start + line, ...more.map((rest) => indent + rest)].join('\n');
  });
  return ['', ...rows, '', `  ${verdict(findings)}`, ''].join('\n');
}

function verdict(findings: readonly Finding[]): string {
  const count = (of: State): number => findings.filter(({ state }) => state === of).length;
  const failed = count('failed');
  if (failed > 0) return `${failed} of ${findings.length} failed: what to do is said beside it.`;
  return count('warning') > 0 ? 'Nothing failed, but see the warnings.' : 'Nothing failed.';
}

function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    for (const word of paragraph.trim().split(/\s+/)) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + word.length < width) {
        lines[lines.length - 1] = `${last} ${word}`;
      } else {
        lines.push(word);
      }
    }
    return lines;
  });
}
