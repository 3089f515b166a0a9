// The table at the end: medians and ranges of both, what is judged, and whether it is enough.
import type { Finding } from './row.ts';

export type Mark = 'goal' | 'floor' | 'BELOW' | '';

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** What is held against the goal, round by round. */
function judgedOf({ ours, theirs, judged }: Finding): readonly number[] {
  if (judged === 'ratio') return ours.map((one, round) => one / theirs![round]!);
  if (judged === 'difference') return ours.map((one, round) => one - theirs![round]!);
  if (judged === 'itself') return ours;
  return theirs ? ours.map((one, round) => one / theirs[round]!) : [];
}

export function markOf(finding: Finding): Mark {
  const { better, goal, floor } = finding;
  if (goal === undefined) return '';
  const found = median(judgedOf(finding));
  const reaches = (bound: number): boolean => (better === 'more' ? found >= bound : found <= bound);
  if (reaches(goal)) return 'goal';
  return floor !== undefined && reaches(floor) ? 'floor' : 'BELOW';
}

export const head = ['WHAT', 'OURS', 'AGAINST', 'THEIRS', 'JUDGED', 'GOAL', 'FLOOR', ''] as const;

export const cellsOf = (finding: Finding): readonly string[] => [
  finding.what,
  shown(finding.ours, finding.unit),
  finding.against,
  finding.theirs ? shown(finding.theirs, finding.unit) : '',
  shown(judgedOf(finding), unitOf(finding)),
  bound(finding, finding.goal),
  bound(finding, finding.floor),
  markOf(finding),
];

export function renderTable(findings: readonly Finding[]): string {
  const rows = findings.map(cellsOf);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]!.length)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const unitOf = ({ judged, unit }: Finding): string =>
  judged === 'ratio' || judged === 'nothing' ? '×' : unit;

function bound(finding: Finding, at: number | undefined): string {
  if (at === undefined) return '';
  return `${finding.better === 'more' ? '≥' : '≤'} ${short(at)} ${unitOf(finding)}`.trim();
}

function shown(numbers: readonly number[], unit: string): string {
  if (numbers.length === 0) return '';
  const range = `${short(Math.min(...numbers))}–${short(Math.max(...numbers))}`;
  return `${short(median(numbers))} ${unit}`.trim() + (numbers.length > 1 ? ` (${range})` : '');
}

const short = (number: number): string =>
  Math.abs(number) >= 100 ? String(Math.round(number)) : String(Number(number.toPrecision(3)));
