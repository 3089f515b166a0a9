// What a row of the table is, and what it found.
import type { Place } from './place.ts';

export interface Row {
  /** As it is typed after `npm run bench --`. */
  readonly name: string;
  /** What is measured, and against what. */
  readonly title: string;
  /** Only when it is asked for by its name. */
  readonly onlyByName?: true;
  /** Throws when the ledger does not balance. */
  run(place: Place): Promise<readonly Finding[]>;
}

export interface Finding {
  readonly what: string;
  readonly against: string;
  readonly unit: string;
  /** One number a round. */
  readonly ours: readonly number[];
  /** In the same rounds; none: ours stand for themselves. */
  readonly theirs?: readonly number[] | undefined;
  /** What is held against the goal: ours divided by theirs, ours less theirs, or ours. */
  readonly judged: 'ratio' | 'difference' | 'itself' | 'nothing';
  readonly better: 'more' | 'less';
  readonly goal?: number;
  readonly floor?: number;
}

export class LedgerError extends Error {}

/** What was acknowledged and what is there, no more, no less. */
export function balance(what: string, acknowledged: unknown, there: unknown): void {
  if (acknowledged === there) return;
  throw new LedgerError(`${what}: ${String(acknowledged)} acknowledged, ${String(there)} there`);
}

export function balanceSets(what: string, told: readonly string[], there: readonly string[]): void {
  balance(`${what}, each once`, new Set(told).size, told.length);
  const kept = new Set(there);
  balance(what, told.length, kept.size);
  const missing = told.filter((one) => !kept.has(one));
  if (missing.length > 0)
    throw new LedgerError(`${what}: ${missing.length} acknowledged, not there`);
}

/** Round by round, every second one in reverse, so that nobody always comes after the same neighbour. */
export async function interleave<Name extends string, T>(
  place: Pick<Place, 'rounds' | 'say'>,
  sides: Readonly<Record<Name, (round: number) => Promise<T>>>,
): Promise<Record<Name, T[]>> {
  const names = Object.keys(sides) as Name[];
  const found = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<Name, T[]>;
  for (let round = 0; round < place.rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      place.say(`  round ${round + 1} of ${place.rounds}: ${name}`);
      found[name].push(await sides[name](round));
    }
  }
  return found;
}
