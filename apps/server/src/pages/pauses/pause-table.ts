// Pauses as rows: each leads to its own page.
import { splitQuestion } from '@pausepoint/channels';
import { formatId, type Html, html, showOnOneLine } from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';
import type { Ctx } from '../../services.ts';
import { link } from '../dashboard/mode.ts';
import { table, when } from '../dashboard/parts.ts';
import { timeLeft } from '../time-words.ts';
import { en } from '../words/en.ts';
import { applied, outcomeWords } from './outcome-words.ts';
import { channelWords } from './say.ts';

export const pendingTable = (ctx: Ctx, pauses: readonly PauseRecord[]): Html =>
  table({
    caption: 'Pending now',
    head: ['Question', 'Status', 'Asked', 'Deadline'],
    rows: pauses.map((pause) => [
      question(ctx, pause),
      outcomeWords(pause),
      asked(pause),
      deadline(pause, ctx.state.now),
    ]),
    empty: html``,
  });

export const pauseTable = (ctx: Ctx, pauses: readonly PauseRecord[]): Html =>
  table({
    caption: 'All pauses, the newest first',
    head: ['Question', 'Outcome', 'Asked', 'Created'],
    rows: pauses.map((pause) => [
      question(ctx, pause),
      outcomeWords(pause),
      asked(pause),
      when(pause.createdAt, ctx.state.now),
    ]),
    empty: html``,
  });

const LONG = 120;

/** Its first line, on one line. */
export function questionOf({ content, erasedAt }: PauseRecord, longest = LONG): string {
  if (erasedAt !== null) return 'Personal data erased';
  const { question } = splitQuestion(content.message);
  return question.length > longest ? `${question.slice(0, longest - 1).trimEnd()}…` : question;
}

function question(ctx: Ctx, pause: PauseRecord): Html {
  const { agent } = pause.content;
  const by = [agent?.name, agent?.run_id].flatMap((part) => (part ? showOnOneLine(part) : []));
  const url = link(ctx, `/pauses/${formatId('pause', pause.id)}`);
  return html`<a href="${url}"><bdi>${questionOf(pause)}</bdi></a>
    ${by.length > 0 && html`<small class="quiet">${by.join(' · ')}</small>`}`;
}

function asked({ recipients, erasedAt }: PauseRecord): Html {
  const [first] = recipients;
  if (!first) return html`<span class="quiet">nobody</span>`;
  const { name, masked, channel } = first;
  const who = erasedAt === null ? showOnOneLine(name ?? masked) : 'erased';
  const more = recipients.length > 1 && ` and ${recipients.length - 1} more`;
  return html`<span class="whom"
    ><span><bdi>${who}</bdi>${more}</span>
    <small class="quiet">${channelWords[channel]}</small></span
  >`;
}

export const deadline = ({ expiresAt, timeoutDefault }: PauseRecord, now: Date): Html =>
  html`<span class="deadline"
    >${timeLeft(expiresAt.getTime() - now.getTime(), en)} left<small class="quiet"
      >${timeoutDefault === null ? 'then undecided' : applied(timeoutDefault)}</small
    ></span
  >`;
