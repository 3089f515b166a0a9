// What every command's options have in common: how they are read, and how a mistake is told.
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './terminal.ts';

export const text = { type: 'string' } as const;
export const many = { type: 'string', multiple: true } as const;
export const flag = { type: 'boolean' } as const;

/** @param command its name, for the mistake's advice */
export function readOptions<const Options extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw misused(command, (error as Error).message);
  }
}

export const misused = (command: string, what: string): UsageError =>
  new UsageError(`${what}\nnpx pausepoint ${command} --help tells more.`);

/** The one thing a command is about. */
export function onlyOne(command: string, given: readonly string[], what: string): string {
  const [one, ...more] = given;
  if (one === undefined || more.length > 0) throw misused(command, `Name one ${what}.`);
  return one;
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** “90s”, “30m”, “4h”, “2d”. */
export function readSpan(command: string, option: string, given: string): number {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(given.trim()) ?? [];
  const span = Number(count) * (seconds[unit ?? ''] ?? Number.NaN);
  if (!(span >= 1)) throw misused(command, `${option} wants a time such as 90s, 30m, 4h or 2d.`);
  return span;
}
