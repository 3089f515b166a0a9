// Adds up what the test runners of all packages said, read from the lines they close with.

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const none: Totals = { passed: 0, failed: 0, skipped: 0 };

/** vitest: `      Tests  1 failed | 11 passed | 2 skipped (14)`, as a rule behind a name put by Nx. */
const closing = /^(?:\S+: )?\s*Tests\s+(.*\d+ (?:passed|failed|skipped|todo).*) \(\d+\)\s*$/;

export function addLine(totals: Totals, line: string): Totals {
  const counts = closing.exec(withoutColours(line))?.[1];
  if (counts === undefined) return totals;
  const count = (word: string): number =>
    Number(new RegExp(`(\\d+) ${word}`).exec(counts)?.[1] ?? 0);
  return {
    passed: totals.passed + count('passed'),
    failed: totals.failed + count('failed'),
    skipped: totals.skipped + count('skipped') + count('todo'),
  };
}

export const sumUp = (text: string): Totals => text.split('\n').reduce(addLine, none);

/** One plain line. A run that failed never reads `0 failed`: a package may fail before any test. */
export function describeTotals({ passed, failed, skipped }: Totals, ok: boolean): string {
  const line = `${passed} passed, ${ok ? failed : Math.max(failed, 1)} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

const withoutColours = (line: string): string => line.replaceAll(/\u001b\[[\d;]*m/g, '');
