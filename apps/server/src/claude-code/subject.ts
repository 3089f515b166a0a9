// What a call is about, and whether a rule's pattern fits it: narrowly to allow, widely to ask or deny.
import { posix } from 'node:path';
import type { ToolCall } from '@pausepoint/contract';
import { canonicalJson } from '@pausepoint/core';
import { findsGlob, fitsCommandGlob, fitsGlob, fitsJsonGlob } from './glob.ts';
import { commandsIn, plainly, plainWords } from './shell.ts';

type Kind = 'command' | 'path' | 'url' | 'json';

/** A tool's own field that says it all; every other tool is known by its whole input. */
const fields: Readonly<Record<string, readonly [kind: Kind, field: string]>> = {
  Bash: ['command', 'command'],
  Read: ['path', 'file_path'],
  Edit: ['path', 'file_path'],
  MultiEdit: ['path', 'file_path'],
  Write: ['path', 'file_path'],
  NotebookEdit: ['path', 'notebook_path'],
  WebFetch: ['url', 'url'],
};

interface Subject {
  readonly kind: Kind;
  readonly text: string;
}

type Call = Pick<ToolCall, 'tool' | 'input' | 'cwd'>;

function subjectOf({ tool, input }: Call): Subject {
  const [kind, field] = Object.hasOwn(fields, tool) ? fields[tool]! : [];
  const text = field !== undefined && Object.hasOwn(input, field) ? input[field] : undefined;
  if (kind && typeof text === 'string') return { kind, text };
  return { kind: 'json', text: canonicalJson(input) };
}

/** The call is nothing more than what the pattern says. */
export function isExactly(pattern: string, call: Call): boolean {
  const { kind, text } = subjectOf(call);
  if (kind === 'command') return isPlainCommand(pattern, text) && isOrdinary(call.input);
  if (kind === 'path') return isPlainPath(pattern, text);
  if (kind === 'url') return isPlainUrl(pattern, text);
  // A tool that has a field of its own came without it: whatever it does then, it is not this.
  return !Object.hasOwn(fields, call.tool) && fitsJsonGlob(pattern, text);
}

/** Both as it is written and as the shell will read it. */
function isPlainCommand(pattern: string, command: string): boolean {
  const words = plainWords(command);
  if (!words) return false;
  return [command.trim(), words.join(' ')].every((text) => fitsCommandGlob(pattern, text));
}

const harmless = new Set(['command', 'description', 'timeout', 'run_in_background']);

/** Without the sandbox, or with whatever else is asked for, it is another call. */
const isOrdinary = (input: ToolCall['input']): boolean =>
  Object.entries(input).every(([name, value]) => harmless.has(name) || value === false);

/** Absolute, without detours; and as in a shell no `*` stands for a name that begins with a dot. */
function isPlainPath(pattern: string, path: string): boolean {
  if (!/^(?:[A-Za-z]:)?[\\/]/.test(path) || /[\p{C}\p{Zl}\p{Zp}]/u.test(path)) return false;
  const [, ...names] = path.split(/[\\/]/);
  if (names.some((name) => ['', '.', '..'].includes(name))) return false;
  const written = new Set(pattern.split(/[\\/]/));
  if (names.some((name) => name.startsWith('.') && !written.has(name))) return false;
  return fitsGlob(pattern, path);
}

/** A `*` in the host stays in the host. */
function isPlainUrl(pattern: string, text: string): boolean {
  if (!URL.canParse(text) || new URL(text).href !== text) return false;
  const { origin, username, password } = new URL(text);
  const [, place, path] = /^([^/]+:\/\/[^/]+)(\/.*)$/s.exec(pattern) ?? [];
  if (place === undefined || username !== '' || password !== '') return false;
  return fitsGlob(place, origin) && fitsGlob(path!, text.slice(origin.length));
}

/** Somewhere in the call is what the pattern says, however it is spelled. */
export function isFoundIn(pattern: string, call: Call): boolean {
  const { kind, text } = subjectOf(call);
  const wanted = pattern.toLowerCase();
  const spellings = [text, ...otherSpellings(kind, text, call)];
  if (spellings.some((spelling) => fitsGlob(wanted, spelling.toLowerCase()))) return true;
  if (kind !== 'command') return false;
  const plain = plainly(pattern);
  return commandsIn(text).some((command) => findsGlob(plain, command));
}

function otherSpellings(kind: Kind, text: string, { cwd }: Call): readonly string[] {
  if (kind === 'url') return URL.canParse(text) ? [new URL(text).href] : [];
  if (kind !== 'path') return [];
  const path = text.replaceAll('\\', '/');
  const isAbsolute = /^(?:[A-Za-z]:)?\//.test(path);
  return [posix.normalize(path), ...(cwd && !isAbsolute ? [posix.join(cwd, path)] : [])];
}
