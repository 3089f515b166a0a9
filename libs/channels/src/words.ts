// The sentences every channel says alike: who asks, which facts, until when.
import { type Fact, showInvisible, showOnOneLine, utcTime } from '@pausepoint/core';
import type { CodeNotice, Conclusion, Notice } from './channel.ts';
import { shorten } from './shorten.ts';

/** A fact's value as a human reads it; `money` and `count` get their thousands set apart. */
export function factText({ value, kind }: Fact): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' || typeof value === 'bigint') {
    return kind === 'money' || kind === 'count' ? grouped(value) : String(value);
  }
  return JSON.stringify(value, null, 2);
}

export interface Split {
  /** The first line: what is asked. */
  readonly question: string;
  /** What the agent says beyond it; empty when it says nothing. */
  readonly rest: string;
}

/** The question is the first line that has words; the rest is the agent's prose. */
export function splitQuestion(message: string): Split {
  const shown = showInvisible(message.trim());
  const end = shown.indexOf('\n');
  if (end === -1) return { question: showOnOneLine(shown), rest: '' };
  return { question: showOnOneLine(shown.slice(0, end)), rest: shown.slice(end).trim() };
}

/** `agent payments-7, for Ada Lovelace`; empty when nobody is named. */
export function agentWords({ agent }: Pick<Notice, 'agent'>): string {
  const name = agent?.name && `agent ${showOnOneLine(agent.name)}`;
  const behalf = agent?.on_behalf_of && `for ${showOnOneLine(agent.on_behalf_of)}`;
  return [name, behalf].filter(Boolean).join(', ');
}

/** `Answer by 8 May 2026, 14:00 UTC. After that: Reject.` The reader may read it late. */
export function deadlineWords({
  expiresAt,
  timeoutDefault,
}: Pick<Notice, 'expiresAt' | 'timeoutDefault'>): string {
  const after = timeoutDefault === null ? 'nobody decides' : showOnOneLine(timeoutDefault);
  return `Answer by ${utcTime(expiresAt)}. After that: ${after}.`;
}

/** Of the question only as much as it takes to know it again: a code's message is no place to decide. */
const LONGEST_NAMED = 60;

export interface CodeWords {
  /** The question's first line, cut. */
  readonly question: string;
  /** One line, with the question or less of it in its place. */
  readonly say: (question: string) => string;
  readonly warning: string;
}

export function codeWords({ developerName, question, digits }: CodeNotice): CodeWords {
  const name = showOnOneLine(developerName);
  const warning = `Nobody from ${name} will ask you for it.`;
  return {
    question: shorten(splitQuestion(question).question, LONGEST_NAMED),
    say: (words) => `${name}: ${digits} is your code for “${words}”. ${warning}`,
    warning,
  };
}

export interface ConclusionWords {
  /** `Answered: Approve` */
  readonly heading: string;
  /** When, and why it is so. */
  readonly note: string;
}

/** What a message that asked says afterwards; a timeout never reads as a human's answer. */
export function conclusionWords({
  status,
  choice,
  at,
}: Pick<Conclusion, 'status' | 'choice' | 'at'>): ConclusionWords {
  const when = utcTime(at);
  const chosen = choice === null ? '' : `: ${showOnOneLine(choice)}`;
  if (status === 'responded') return { heading: `Answered${chosen}`, note: `${when}.` };
  if (status === 'cancelled') {
    return { heading: 'Withdrawn', note: `Whoever asked took it back: ${when}.` };
  }
  const then = chosen ? 'What was set for that case applies.' : 'Nothing was decided.';
  return { heading: `Time is over${chosen}`, note: `Nobody answered by ${when}. ${then}` };
}

/** Label and value of each fact, long values cut: the page has all of it. */
export function factLines(
  context: Notice['context'],
  longest: number,
): readonly { readonly label: string; readonly value: string }[] {
  return (context ?? []).map((fact) => ({
    label: shorten(showOnOneLine(fact.label), 120),
    value: shorten(showInvisible(factText(fact)), longest),
  }));
}

/** Whether one line would say another thing than the lines do: of a program, of a change. */
export const needsLines = (context: Notice['context']): boolean =>
  (context ?? []).some(
    ({ value, kind }) =>
      (kind === 'json' || kind === 'diff') &&
      typeof value === 'string' &&
      showInvisible(value).includes('\n'),
  );

const grouped = (value: number | bigint): string => inGroups.format(value);
const inGroups = new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 });
