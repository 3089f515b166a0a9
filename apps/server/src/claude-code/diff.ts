// What an edit changes, line by line, as a unified diff shows it.

/** Unchanged lines shown around a change. */
const AROUND = 3;
/** Beyond this many comparisons what differs is told as one block: out with this, in with that. */
const MOST_COMPARED = 4_000_000;

type Line = readonly [sign: ' ' | '-' | '+', text: string];

/** Empty where nothing changes. */
export function unifiedDiff(before: string, after: string): string {
  return hunksOf(compare(linesOf(before), linesOf(after))).join('\n');
}

/** A carriage return is a change like any other, and would not be seen. */
const linesOf = (text: string): readonly string[] =>
  text === '' ? [] : text.split('\n').map((line) => line.replaceAll('\r', '[U+000D]'));

function compare(before: readonly string[], after: readonly string[]): readonly Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [
    ...before.slice(0, head).map((text) => [' ', text] as const),
    ...between(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map((text) => [' ', text] as const),
  ];
}

/** By the longest common subsequence, where that is affordable. */
function between(before: readonly string[], after: readonly string[]): readonly Line[] {
  const gone = (lines: readonly string[]) => lines.map((text) => ['-', text] as const);
  const come = (lines: readonly string[]) => lines.map((text) => ['+', text] as const);
  const width = after.length + 1;
  if ((before.length + 1) * width > MOST_COMPARED) return [...gone(before), ...come(after)];
  // common[i * width + j]: how many lines the rests from i and from j have in common.
  const common = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i * width + j] =
        before[i] === after[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push([' ', before[i]!]);
      i++;
      j++;
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) {
      lines.push(['-', before[i++]!]);
    } else lines.push(['+', after[j++]!]);
  }
  return [...lines, ...gone(before.slice(i)), ...come(after.slice(j))];
}

/** What is left out is counted. No numbers of lines: where in its file an edit is, it does not say. */
function hunksOf(lines: readonly Line[]): readonly string[] {
  const isNear = (at: number): boolean =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(([sign]) => sign !== ' ');
  const told: string[] = [];
  let skipped = 0;
  const tellSkipped = (): void => {
    if (skipped > 0) told.push(`@@ ${skipped} unchanged ${skipped === 1 ? 'line' : 'lines'} @@`);
    skipped = 0;
  };
  for (const [at, [sign, text]] of lines.entries()) {
    if (!isNear(at)) skipped++;
    else {
      tellSkipped();
      told.push(sign + text);
    }
  }
  if (told.length === 0) return [];
  tellSkipped();
  return told;
}
