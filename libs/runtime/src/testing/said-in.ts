// What a log says in words: for tests that look for a few digits no line may ever hold.

/** Ids, hashes and traces: in sixteen hexadecimal digits any few decimal ones may turn up by chance. */
const ids = /[0-9a-f][0-9a-f-]{14,}[0-9a-f]/gi;
const times = /\d{4}-\d\d-\d\dT[\d:.]+Z?/g;

/**
 * All texts and whole numbers of newline-delimited JSON, one a line, without ids, times and what was
 * measured with a fraction.
 */
export const saidIn = (log: string): string =>
  log
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => valuesOf(JSON.parse(line)))
    .map((value) => value.replace(times, '').replace(ids, ''))
    .join('\n');

function valuesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return Number.isInteger(value) ? [String(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [key, ...valuesOf(each)]);
}
