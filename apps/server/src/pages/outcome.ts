// The pages that have nothing left to decide: answered, timed out, withdrawn, unknown, broken.
import { splitQuestion } from '@pausepoint/channels';
import {
  type Html,
  html,
  type HtmlValue,
  type SettledStatus,
  showInvisible,
  showOnOneLine,
} from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';
import type { ServerConfig } from '../config.ts';
import { mark, type Page } from './layout.ts';
import { askedBy, details, footer } from './question.ts';
import { timeAgo, timeAt } from './time-words.ts';
import type { Words } from './words/en.ts';

type Config = Pick<ServerConfig, 'publicUrl'>;

interface Told {
  readonly heading: (choice: HtmlValue) => string | Html;
  readonly text: Html;
}

export function outcomePage(pause: PauseRecord, config: Config, now: Date, words: Words): Page {
  const { heading, text } = tell[pause.status as SettledStatus](pause, now, words);
  const choice = pause.responseChoice === null ? null : showOnOneLine(pause.responseChoice);
  return {
    title: heading(choice),
    style: 'respond',
    script: 'respond',
    words,
    body: html`${askedBy(pause.content, words)}
      <main>
        <h1>${heading(choice === null ? null : html`<bdi>${choice}</bdi>`)}</h1>
        ${text} ${whatWasAsked(pause, words)}
      </main>
      ${footer(config, { words, sandboxed: pause.sandboxed })}`,
  };
}

function whatWasAsked({ content, erasedAt }: PauseRecord, words: Words): Html {
  if (erasedAt !== null) return html`<p>${words.erased}</p>`;
  const { question } = splitQuestion(content.message);
  return html`<div class="said"><small>${words.questionWas}</small><bdi>${question}</bdi></div>
    ${details(content, words)}`;
}

const tell: Record<SettledStatus, (pause: PauseRecord, now: Date, words: Words) => Told> = {
  responded: (pause, now, words) => ({
    heading: words.answered,
    text: html`<p>${words.recorded}</p>
      ${when(pause.responseAt, now, words)}
      ${
        pause.responseText !== null &&
        html`<div class="said">
          <small>${words.note}</small><bdi>${showInvisible(pause.responseText)}</bdi>
        </div>`
      }`,
  }),
  timed_out: (pause, now, words) => ({
    heading: words.timeOver,
    text: html`<p>
        ${words.nobody}
        ${
          pause.responseChoice === null
            ? words.nothingDecided
            : words.applies(html`<b><bdi>${showOnOneLine(pause.responseChoice)}</bdi></b>`)
        }
      </p>
      ${when(pause.expiresAt, now, words)}`,
  }),
  cancelled: (pause, now, words) => ({
    heading: () => words.withdrawn,
    text: html`<p>${words.takenBack}</p>
      ${when(pause.resolvedAt, now, words)}`,
  }),
};

/** The time on a line of its own: written in the reader's zone it moves nothing. */
const when = (at: Date | null, now: Date, words: Words): Html | false =>
  at !== null && html`<p class="when">${timeAgo(at, now, words)} ${timeAt(at, words)}</p>`;

/** For whatever went wrong, in the same shape. */
export const plainPage = (config: Config, words: Words, heading: string, text: string): Page => ({
  title: heading,
  style: 'respond',
  words,
  body: html`<header class="top">${mark}<b>PausePoint</b></header>
    <main>
      <h1>${heading}</h1>
      <p>${text}</p>
    </main>
    ${footer(config, { words })}`,
});
