// Writes what a run has found into the README's table: a row measured again takes the place of its older one.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Finding } from './row.ts';
import { cellsOf } from './table.ts';

interface Machine {
  readonly began: Date;
  readonly node: string;
  readonly postgres: string;
  readonly cores: number;
  readonly processor: string | undefined;
  readonly memoryGiB: number;
}

const path = join(import.meta.dirname, 'README.md');
const markers = ['<!-- numbers -->', '<!-- /numbers -->'] as const;
const columns = ['what', 'ours', 'against', 'theirs', 'judged', 'goal', 'floor', '', 'measured'];

export async function writeNumbers(machine: Machine, findings: readonly Finding[]): Promise<void> {
  const text = readFileSync(path, 'utf8');
  const [before, rest] = text.split(markers[0]) as [string, string];
  const [old, after] = rest.split(markers[1]) as [string, string];
  const rows = new Map(rowsOf(old).map((cells) => [keyOf(cells), cells]));
  const day = machine.began.toISOString().slice(0, 10);
  for (const finding of findings) {
    const cells = [...cellsOf(finding), day];
    rows.set(keyOf(cells), cells);
  }
  const { node, postgres, cores, processor, memoryGiB } = machine;
  const about =
    `Last measured ${day} with Node ${node} and PostgreSQL ${postgres} on ${cores} cores ` +
    `(${processor ?? 'unknown'}), ${memoryGiB} GiB.`;
  const lines = [columns, columns.map(() => '---'), ...rows.values()].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  const table = `\n\n${about}\n\n${lines.join('\n')}\n\n`;
  const whole = [before, markers[0], table, markers[1], after].join('');
  const config = await resolveConfig(path);
  writeFileSync(path, await format(whole, { ...config, parser: 'markdown' }));
}

const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );

/** What stands against what, and in which unit it is judged. */
const keyOf = (cells: readonly string[]): string => [cells[0], cells[2], cells[5]].join('|');
