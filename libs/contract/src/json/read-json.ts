// Reads a request body: its value, its members' own text, and everything JSON.parse lets pass.
import { DomainError, type Fault } from '@pausepoint/core';
import { pointer } from '../faults.ts';

/** Levels of nesting allowed below one member of the body. */
const deepest = 20;
const largest = 2n ** 53n;

export interface JsonDocument {
  readonly value: unknown;
  /** The members of the outermost object in the order given, each with its own JSON text. */
  readonly members: ReadonlyMap<string, string>;
  /** What is valid JSON and still cannot be kept: reported together with the schema's faults. */
  readonly faults: readonly Fault[];
}

interface Level {
  readonly isObject: boolean;
  readonly keys: Set<string> | undefined;
  /** The member or the index the reader stands at. */
  at: string | number;
}

/** Throws `malformed_json`; every other fault waits for `checked`, so that all are told at once. */
export function readJson(text: string): JsonDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DomainError('malformed_json', malformed(text, error));
  }
  return { value, ...scan(text) };
}

/** One pass over text that is known to be JSON. Iterative: depth costs no stack. */
function scan(text: string): Pick<JsonDocument, 'members' | 'faults'> {
  const members = new Map<string, string>();
  const faults: Fault[] = [];
  const levels: Level[] = [];
  const tooDeep = new Set<string | number>();
  let memberStart = 0;
  let awaitsKey = false;

  const fault = (detail: string, path = levels.map((level) => level.at)) =>
    faults.push({ pointer: pointer(...path), detail });

  const endMember = (end: number) => {
    if (levels.length !== 1 || !levels[0]!.isObject || levels[0]!.keys!.size === 0) return;
    members.set(String(levels[0]!.at), text.slice(memberStart, end).trim());
  };

  for (let i = 0; i < text.length;) {
    const character = text[i]!;
    const level = levels.at(-1);
    if (character === '"') {
      const end = endOfString(text, i);
      const content = unquote(text.slice(i, end));
      if (awaitsKey && level) {
        level.at = content;
        if (level.keys!.has(content)) fault('is given twice');
        level.keys!.add(content);
        awaitsKey = false;
      }
      const flaw = flawOfText(content);
      if (flaw) fault(flaw);
      i = end;
    } else if (character === '{' || character === '[') {
      const isObject = character === '{';
      levels.push({ isObject, keys: isObject ? new Set() : undefined, at: isObject ? '' : 0 });
      awaitsKey = isObject;
      if (levels.length > deepest + 1 && !tooDeep.has(levels[0]!.at)) {
        tooDeep.add(levels[0]!.at);
        fault(`is nested deeper than ${deepest} levels`, [levels[0]!.at]);
      }
      i++;
    } else if (character === '}' || character === ']') {
      endMember(i);
      levels.pop();
      awaitsKey = false;
      i++;
    } else if (character === ',') {
      endMember(i);
      if (level!.isObject) awaitsKey = true;
      else (level!.at as number)++;
      i++;
    } else if (character === ':') {
      if (levels.length === 1) memberStart = i + 1;
      i++;
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      const number = numberAt(text, i);
      const flaw = flawOfNumber(number);
      if (flaw) fault(flaw);
      i += number.length;
    } else {
      // White space, or the letters of true, false and null.
      i++;
    }
  }
  return { members, faults };
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

const unquote = (quoted: string): string =>
  quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);

/** Why a text cannot be kept: PostgreSQL has no U+0000, UTF-8 has no lone surrogates. */
export function flawOfText(text: string): string | undefined {
  if (text.includes('\0')) return 'must not contain the character U+0000';
  if (!text.isWellFormed()) return 'must not contain half a surrogate pair';
  return undefined;
}

const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function numberAt(text: string, at: number): string {
  number.lastIndex = at;
  return number.exec(text)![0];
}

function flawOfNumber(literal: string): string | undefined {
  if (!Number.isFinite(Number(literal))) return 'is a number too large to keep';
  // Shorter than 16 digits cannot pass 2^53.
  if (literal.length < 16 || /[.eE]/.test(literal)) return undefined;
  const size = BigInt(literal.replace('-', ''));
  if (size <= largest) return undefined;
  return 'is an integer beyond ±2^53, which many readers round: send it as text';
}

function malformed(text: string, error: unknown): string {
  if (text.trim() === '') return 'The body is empty: send a JSON object';
  return `The body is not valid JSON: ${(error as Error).message}`;
}
