// The timeline as a list: a mark, what happened, when; webhooks with every try.
import { formatId, type Html, html, iso, showInvisible } from '@pausepoint/core';
import type { AttemptRecord, PauseRecord } from '@pausepoint/store';
import type { Ctx } from '../../services.ts';
import { timeOf, when } from '../dashboard/parts.ts';
import { applied, chosen } from './outcome-words.ts';
import { recipientOf, duration } from './say.ts';
import type { Moment } from './timeline.ts';

interface Shown {
  readonly moments: readonly Moment[];
  readonly pause: PauseRecord;
}

export const timelineList = (ctx: Ctx, { moments, pause }: Shown): Html =>
  html`<ol class="timeline">
    ${moments.map((moment) => item(ctx, moment))}
    ${pause.status === 'pending' && stillToCome(pause, ctx.state.now)}
  </ol>`;

const item = (ctx: Ctx, moment: Moment): Html =>
  html`<li class="${moment.mark}" id="${formatId('event', moment.id)}">
    <p class="what"><b>${moment.title}</b> ${choiceOf(moment)} ${timeOf(moment.at)}</p>
    ${moment.says.length > 0 && html`<p class="how">${moment.says.map((line) => html`<span>${line}</span> `)}</p>`}
    ${moment.tries && tries(moment.tries)}
    ${moment.nextTry && html`<p class="how">${nextTry(moment.nextTry, ctx.state.now)}</p>`}
  </li>`;

const nextTry = (at: Date, now: Date): Html =>
  at > now ? html`The next try begins ${when(at, now)}.` : html`It is due now.`;

const choiceOf = ({ mark, choice }: Moment): Html | null =>
  typeof choice === 'string' ? (mark === 'human' ? chosen(choice) : applied(choice)) : null;

/** What is known to follow unless somebody answers first. */
function stillToCome(pause: PauseRecord, now: Date): Html {
  const { recipients, createdAt, expiresAt, timeoutDefault } = pause;
  const fallbacks = recipients.filter(
    ({ afterSeconds, notification }) => afterSeconds > 0 && notification.status === 'queued',
  );
  return html`${fallbacks.map(({ index, afterSeconds }) => {
      const at = new Date(createdAt.getTime() + afterSeconds * 1_000);
      return html`<li class="to-come">
        <p class="what"><b>A fallback is asked</b> ${when(at, now)}</p>
        <p class="how">${recipientOf(pause, index)}</p>
      </li>`;
    })}
    <li class="to-come">
      <p class="what">
        <b>The deadline</b> ${timeoutDefault !== null && applied(timeoutDefault)}
        ${timeOf(expiresAt)}
      </p>
      <p class="how">
        ${timeoutDefault === null ? 'Nothing is decided then.' : 'That applies if nobody answers.'}
      </p>
    </li>`;
}

const CUT = 300;

export function tries(all: readonly AttemptRecord[]): Html | false {
  if (all.length === 0) return false;
  const rows = all.map(
    ({ at, statusCode, durationMs, response, error }) =>
      html`<li>
        <time datetime="${iso(at)}">${iso(at).slice(0, 19).replace('T', ' ')} UTC</time>
        <b>${statusCode ?? 'no answer'}</b> <span>in ${duration(durationMs)}</span>
        ${error !== null && html`<span class="quiet">${error}</span>`}
        ${
          response !== null &&
          response !== '' &&
          html`<pre tabindex="0" aria-label="How the answer begins">
${showInvisible(response).slice(0, CUT)}</pre>`
        }
      </li>`,
  );
  const last = all.at(-1)!;
  const summary = `${all.length === 1 ? '1 try' : `${all.length} tries`}, the last ${
    last.statusCode === null ? 'without an answer' : `answered ${last.statusCode}`
  } in ${duration(last.durationMs)}`;
  return html`<details class="tries">
    <summary>${summary}</summary>
    <ol>
      ${rows}
    </ol>
  </details>`;
}
