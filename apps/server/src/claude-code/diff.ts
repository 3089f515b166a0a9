// What an edit changes, line by line, as a unified diff.

/** Unchanged lines shown around a change. */
const AROUND = 3;
/** Beyond this many comparisons what differs is told as one block: out with this, in with that. */
const MOST_COMPARED = 4_000_000;

type Line = readonly [sign: ' ' | '-' | '+', text: string];

/** Without the names of the files; empty where nothing changes. */
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

function hunksOf(lines: readonly Line[]): readonly string[] {
  const told: string[] = [];
  let [oldLine, newLine, shownTo] = [1, 1, 0];
  const changes = lines.flatMap(([sign], at) => (sign === ' ' ? [] : [at]));
  for (let first = 0; first < changes.length;) {
    let last = first;
    while (changes[last + 1]! - changes[last]! <= 2 * AROUND + 1) last++;
    const from = Math.max(shownTo, changes[first]! - AROUND);
    const to = Math.min(lines.length, changes[last]! + AROUND + 1);
    for (const [sign] of lines.slice(shownTo, from)) {
      if (sign !== '+') oldLine++;
      if (sign !== '-') newLine++;
    }
    const hunk = lines.slice(from, to);
    const olds = hunk.filter(([sign]) => sign !== '+').length;
    const news = hunk.filter(([sign]) => sign !== '-').length;
    told.push(`@@ -${place(oldLine, olds)} +${place(newLine, news)} @@`);
    told.push(...hunk.map(([sign, text]) => sign + text));
    oldLine += olds;
    newLine += news;
    shownTo = to;
    first = last + 1;
  }
  return told;
}

/** Where nothing is, the line before it is named. */
const place = (line: number, count: number): string =>
  count === 1 ? `${line}` : `${count === 0 ? line - 1 : line},${count}`;
