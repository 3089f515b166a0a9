// What a human reads before they allow a call: all of it, the command in full, edits as diffs.
import { posix } from 'node:path';
import type { ToolCall } from '@pausepoint/contract';
import { showOnOneLine, type Fact } from '@pausepoint/core';
import { unifiedDiff } from './diff.ts';

export interface ShownCall {
  readonly question: string;
  /** The model's own words, which prove nothing. */
  readonly said?: string | undefined;
  readonly facts: readonly Fact[];
  /** The first line says all there is: whoever reads that alone may answer. */
  readonly brief: boolean;
}

/** What a tool's own words and facts are; the fields named are told by them, all others beside them. */
interface Telling {
  readonly question: string;
  readonly facts: readonly Fact[];
  readonly told: readonly string[];
  /** The model's own words, which prove nothing. */
  readonly said?: string | undefined;
  readonly brief?: boolean;
}

/** As much as a heading and the first line of a text message have room for. */
const BRIEF = 100;
const LONGEST_SAID = 500;

/** Bytes of JSON that the facts of a question may have. */
const MOST_SHOWN = 16 * 1_024;

/** Undefined: it is too long to be shown in full, and nobody should allow what they cannot read. */
export function showCall(call: ToolCall): ShownCall | undefined {
  const size = Buffer.byteLength(JSON.stringify(call.input));
  if (size > 8 * MOST_SHOWN) return undefined;
  const { question, facts, told, said, brief = false } = tell(call);
  const rest = Object.entries(call.input).filter(
    ([name, value]) => !told.includes(name) && value !== undefined,
  );
  const more: readonly Fact[] =
    rest.length === 0 ? [] : [fact('More input', Object.fromEntries(rest), 'json')];
  const all = [...facts, ...more, ...surroundings(call)];
  if (Buffer.byteLength(JSON.stringify(all)) > MOST_SHOWN) return undefined;
  return {
    ...{ question, said },
    facts: all,
    brief: brief && more.length === 0,
  };
}

const fact = (label: string, value: unknown, kind?: Fact['kind']): Fact => ({
  label,
  value,
  ...(kind && { kind }),
});

const surroundings = ({ cwd, permissionMode, agentType }: ToolCall): readonly Fact[] => [
  ...(cwd ? [fact('Folder', cwd)] : []),
  ...(agentType ? [fact('Subagent', agentType)] : []),
  ...(permissionMode && permissionMode !== 'default'
    ? [fact('Permission mode', permissionMode)]
    : []),
];

type Teller = (input: ToolCall['input'], call: ToolCall) => Telling | undefined;

function tell(call: ToolCall): Telling {
  const teller = Object.hasOwn(tellers, call.tool) ? tellers[call.tool] : undefined;
  return teller?.(call.input, call) ?? tellAny(call);
}

/** Those of Claude Code's own tools that change something or leave the machine. */
const tellers: Readonly<Record<string, Teller>> = {
  Bash: (
    { command, description, timeout, run_in_background, dangerouslyDisableSandbox: open },
    { cwd },
  ) => {
    if (typeof command !== 'string') return undefined;
    const brief = isBrief(command);
    const folder = cwd ? ` in ${oneLine(posix.basename(cwd.replaceAll('\\', '/')))}` : '';
    return {
      question: brief ? `Run “${command.trim()}”?` : `Run a ${sizeOf(command)} command${folder}?`,
      facts: [
        // Letter by letter, as programs are read.
        fact('Command', visible(command), 'json'),
        ...(run_in_background === true ? [fact('In the background', true)] : []),
        ...(open === true ? [fact('Without the sandbox', true)] : []),
        ...(typeof timeout === 'number' ? [fact('Stopped after', `${timeout / 1_000} s`)] : []),
      ],
      told: [
        'command',
        ...(typeof description === 'string' ? ['description'] : []),
        ...(typeof timeout === 'number' ? ['timeout'] : []),
        ...(typeof run_in_background === 'boolean' ? ['run_in_background'] : []),
        ...(typeof open === 'boolean' ? ['dangerouslyDisableSandbox'] : []),
      ],
      said: typeof description === 'string' ? cut(description) : undefined,
      brief: brief && run_in_background !== true && open !== true,
    };
  },
  Edit: ({ file_path, old_string, new_string, replace_all }, { cwd }) => {
    if (![file_path, old_string, new_string].every((one) => typeof one === 'string')) {
      return undefined;
    }
    return {
      question: `Change ${pathIn(file_path, cwd)}?`,
      facts: [
        fact('File', file_path),
        changes(old_string, new_string),
        ...(replace_all === true ? [fact('Wherever it occurs', true)] : []),
      ],
      told: [
        ...['file_path', 'old_string', 'new_string'],
        ...(typeof replace_all === 'boolean' ? ['replace_all'] : []),
      ],
    };
  },
  Write: ({ file_path, content }, { cwd }) =>
    typeof file_path === 'string' && typeof content === 'string'
      ? {
          question: `Write ${pathIn(file_path, cwd)}?`,
          facts: [fact('File', file_path), fact('All it will hold', newText(content), 'diff')],
          told: ['file_path', 'content'],
        }
      : undefined,
  MultiEdit: ({ file_path, edits }, { cwd }) => {
    if (typeof file_path !== 'string' || !Array.isArray(edits)) return undefined;
    const all = edits as readonly unknown[];
    if (!all.every(isEdit)) return undefined;
    const facts = all.flatMap(({ old_string, new_string, replace_all }, at) => [
      changes(old_string, new_string, `Change ${at + 1}`),
      ...(replace_all === true ? [fact(`Change ${at + 1} wherever it occurs`, true)] : []),
    ]);
    return {
      question: `Change ${pathIn(file_path, cwd)}?`,
      facts: [fact('File', file_path), ...facts],
      told: ['file_path', 'edits'],
    };
  },
  NotebookEdit: ({ notebook_path, new_source, edit_mode }, { cwd }) => {
    if (typeof notebook_path !== 'string' || typeof new_source !== 'string') return undefined;
    const verb = edit_mode === 'insert' || edit_mode === 'delete' ? edit_mode : 'replace';
    return {
      question: `${{ insert: 'Add a cell to', delete: 'Delete a cell of', replace: 'Change a cell of' }[verb]} ${pathIn(notebook_path, cwd)}?`,
      facts: [
        fact('Notebook', notebook_path),
        ...(new_source === '' ? [] : [fact('The cell’s new text', newText(new_source), 'diff')]),
      ],
      told: ['notebook_path', 'new_source'],
    };
  },
  WebFetch: ({ url }) =>
    typeof url === 'string' && URL.canParse(url) && /^https?:/.test(new URL(url).protocol)
      ? {
          question: `Read a page of ${new URL(url).host}?`,
          facts: [fact('Address', url, 'url')],
          told: ['url'],
        }
      : undefined,
};

/** The tools of MCP servers, and whatever Claude Code learns to do one day. */
function tellAny({ tool, input }: ToolCall): Telling {
  const [, server, name] = /^mcp__(.+?)__(.+)$/s.exec(tool) ?? [];
  const question = server
    ? `Use ${oneLine(name!)} of ${oneLine(server)}?`
    : `Use the tool ${oneLine(tool)}?`;
  return {
    question,
    facts: [fact('Tool', tool), fact('Input', input, 'json')],
    told: Object.keys(input),
  };
}

interface OneEdit {
  readonly old_string: string;
  readonly new_string: string;
  readonly replace_all?: unknown;
}

/** With anything else in it, it is shown as it came. */
const isEdit = (value: unknown): value is OneEdit =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as OneEdit).old_string === 'string' &&
  typeof (value as OneEdit).new_string === 'string' &&
  ['boolean', 'undefined'].includes(typeof (value as OneEdit).replace_all) &&
  Object.keys(value).every((name) => ['old_string', 'new_string', 'replace_all'].includes(name));

const changes = (before: unknown, after: unknown, label = 'Changes'): Fact =>
  fact(label, unifiedDiff(visible(String(before)), visible(String(after))), 'diff');

/** Every line of it as one that comes. */
const newText = (text: string): string =>
  text === '' ? 'nothing at all' : unifiedDiff('', visible(text));

/** A run of spaces pushes what follows out of sight. */
const visible = (text: string): string =>
  text
    .replaceAll('\r', '[U+000D]')
    .replace(/(?<=\S)[ \t]{40,}(?=\S)/g, (gap) => ` [${gap.length} spaces] `);

const isBrief = (command: string): boolean => {
  const shown = command.trim();
  return (
    shown !== '' && shown.length <= BRIEF && !shown.includes('”') && showOnOneLine(shown) === shown
  );
};

function sizeOf(command: string): string {
  const lines = command.trim().split(/\r\n|[\n\r]/).length;
  return lines > 1 ? `${lines}-line` : `${command.length}-character`;
}

const cut = (text: string): string =>
  text.length <= LONGEST_SAID ? text : `${text.slice(0, LONGEST_SAID - 1).toWellFormed()}…`;

/** A name that stands in a sentence of ours. */
function oneLine(text: string): string {
  const shown = showOnOneLine(text);
  return shown.length <= BRIEF ? shown : `${shown.slice(0, BRIEF - 1).toWellFormed()}…`;
}

/** Below the folder Claude Code works in as it is called there; its end says more than its beginning. */
function pathIn(path: unknown, cwd: string | null): string {
  const text = String(path);
  const below = cwd && text.startsWith(`${cwd}/`) ? text.slice(cwd.length + 1) : text;
  const shown = showOnOneLine(below);
  return shown.length <= BRIEF ? shown : `…${shown.slice(1 - BRIEF).toWellFormed()}`;
}
