// One line of an export, read as strictly as a proof needs: whoever reads it otherwise reads the same.
import type { LoggedEvent } from '@pausepoint/core/proof';

export interface ExportedEvent extends LoggedEvent {
  /** Its place; null until sealed. */
  readonly sequence: number | null;
  /** Base64; null until sealed. */
  readonly leaf_hash: string | null;
}

export interface EventLine {
  readonly event: ExportedEvent;
  /** Members that no leaf covers, and nobody here knows. */
  readonly uncovered: readonly string[];
}

const members: Readonly<Record<keyof ExportedEvent, (value: unknown) => boolean>> = {
  event_id: (value) => typeof value === 'string',
  event_type: (value) => typeof value === 'string',
  actor: (value) => typeof value === 'string',
  pause_id: (value) => value === null || typeof value === 'string',
  detail: (value) => isObject(value),
  created_at: (value) => typeof value === 'string',
  sequence: (value) => value === null || (Number.isSafeInteger(value) && (value as number) >= 0),
  leaf_hash: (value) => value === null || typeof value === 'string',
};

/** Whoever goes down into a value must come up again. */
const DEEPEST = 64;

/** A text says what is wrong with the line. */
export function readEvent(line: string): EventLine | string {
  const event = parse(line);
  if (!isObject(event)) return 'is no JSON object';
  if (isDeeper(event, DEEPEST)) return 'is nested deeper than any event';
  if (line !== JSON.stringify(event) && namesIn(line) !== membersOf(event)) {
    return 'has a member twice';
  }
  for (const [name, fits] of Object.entries(members)) {
    if (!Object.hasOwn(event, name)) return `has no ${name}`;
    if (!fits(event[name])) return `has a ${name} that is none`;
  }
  if ((event['sequence'] === null) !== (event['leaf_hash'] === null)) return 'is half sealed';
  return {
    event: event as unknown as ExportedEvent,
    uncovered: Object.keys(event).filter((name) => !Object.hasOwn(members, name)),
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** How many members the text names. Of two with one name a parser takes either. */
const namesIn = (line: string): number =>
  [...line.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon).length;

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, one) => sum + membersOf(one), own);
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1)));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
