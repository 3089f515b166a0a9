// The pages that have nothing left to decide: answered, timed out, withdrawn, unknown, broken.
import {
  type Html,
  html,
  iso,
  type SettledStatus,
  showInvisible,
  showOnOneLine,
  utcTime,
} from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';
import type { ServerConfig } from '../config.ts';
import { mark, type Page } from './layout.ts';
import { askedBy, details, footer } from './question.ts';
import { splitQuestion } from '@pausepoint/channels';
import { timeAgo } from './time-words.ts';

type Config = Pick<ServerConfig, 'publicUrl'>;

interface Words {
  readonly heading: string;
  readonly text: Html;
}

export function outcomePage(pause: PauseRecord, config: Config, now: Date): Page {
  const { heading, text } = words[pause.status as SettledStatus](pause, now);
  const { question } = splitQuestion(pause.content.message);
  return {
    title: heading,
    style: 'respond',
    body: html`${askedBy(pause.content)}
      <main>
        <h1 dir="auto">${heading}</h1>
        ${text}
        <div class="said"><small>The question was</small><bdi>${question}</bdi></div>
        ${details(pause.content)}
      </main>
      ${footer(config, pause.sandboxed)}`,
  };
}

const words: Record<SettledStatus, (pause: PauseRecord, now: Date) => Words> = {
  responded: (pause, now) => ({
    heading: `Answered: ${showOnOneLine(pause.responseChoice ?? '')}`,
    text: html`<p>
        Recorded ${when(pause.responseAt, now)}. This is final; you can close this page.
      </p>
      ${
        pause.responseText !== null &&
        html`<div class="said">
          <small>Note</small><bdi>${showInvisible(pause.responseText)}</bdi>
        </div>`
      }`,
  }),
  timed_out: (pause, now) => ({
    heading:
      pause.responseChoice === null
        ? 'The time to answer is over'
        : `Time is over: ${showOnOneLine(pause.responseChoice)}`,
    text: html`<p>
      Nobody answered by ${when(pause.expiresAt, now)}.
      ${
        pause.responseChoice === null
          ? 'Nothing was decided.'
          : html`What was set for that case applies:
              <b><bdi>${showOnOneLine(pause.responseChoice)}</bdi></b
              >.`
      }
    </p>`,
  }),
  cancelled: (pause, now) => ({
    heading: 'This question was withdrawn',
    text: html`<p>
      Whoever asked took it back: ${when(pause.resolvedAt, now)}. There is nothing left to do.
    </p>`,
  }),
};

const when = (at: Date | null, now: Date): Html | false =>
  at !== null && html`<time datetime="${iso(at)}">${utcTime(at)}</time> (${timeAgo(at, now)})`;

/** For whatever went wrong, in the same shape. */
export const plainPage = (config: Config, heading: string, text: string): Page => ({
  title: heading,
  style: 'respond',
  body: html`<header class="top">${mark}<b>PausePoint</b></header>
    <main>
      <h1>${heading}</h1>
      <p>${text}</p>
    </main>
    ${footer(config, false)}`,
});
