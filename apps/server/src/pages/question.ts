// What is asked, by whom, until when: the upper part of every page a link opens.
import { splitQuestion } from '@pausepoint/channels';
import { type Content, type Html, html, showInvisible, showOnOneLine } from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';
import type { ServerConfig } from '../config.ts';
import { breakable } from './breakable.ts';
import { factList } from './facts.ts';
import { mark } from './layout.ts';
import { timeAt, timeLeft } from './time-words.ts';
import type { Words } from './words/en.ts';
import { languageSwitch } from './words/language-switch.ts';

/** From here on a heading in large letters would fill a phone. */
const LONG_QUESTION = 120;

export function askedBy({ developerName, agent }: Content, words: Words): Html {
  return html`<header class="top">
    ${mark}<span
      >${words.asks(named(developerName))}${
        agent?.name && words.agent(named(agent.name))
      }${agent?.on_behalf_of && words.behalf(named(agent.on_behalf_of))}${
        agent?.run_id && html`<small>${words.run(apart(agent.run_id))}</small>`
      }</span
    >
  </header>`;
}

export const named = (name: string): Html => html`<b>${apart(name)}</b>`;

/** Its own direction is nobody else's. */
const apart = (text: string): Html => html`<bdi>${showOnOneLine(text)}</bdi>`;

export function heading({ message }: Content): Html {
  const { question } = splitQuestion(message);
  const size = question.length > LONG_QUESTION && 'long';
  return html`<h1 dir="auto" class="${size}">${breakable(question)}</h1>`;
}

/** Facts first, then the agent's prose, apart from each other. */
export function details({ message, context }: Content, words: Words): Html {
  const { rest } = splitQuestion(message);
  return html`${factList(context, words)}
  ${
    rest !== '' &&
    html`<div class="said"><small>${words.said}</small><bdi>${showInvisible(rest)}</bdi></div>`
  }`;
}

export function deadline(pause: PauseRecord, now: Date, words: Words): Html {
  const left = pause.expiresAt.getTime() - now.getTime();
  const after = pause.timeoutDefault;
  const time = html`<b id="left" data-ms="${left}">${timeLeft(left, words)}</b>`;
  const then = html`<b><bdi>${after === null ? words.undecided : showOnOneLine(after)}</bdi></b>`;
  return html`<p class="time">
    ${words.left(time, then)} <span>${words.answerBy(timeAt(pause.expiresAt, words))}</span>
  </p>`;
}

export interface Foot {
  readonly words: Words;
  readonly sandboxed?: boolean;
  /** The option the page was opened with. */
  readonly chosen?: number | null;
  /** Where the reader may say that the message was not for them. */
  readonly report?: string | false;
  /** Where whoever is signed in finds what else waits. */
  readonly back?: string | undefined;
}

export const footer = ({ publicUrl }: Pick<ServerConfig, 'publicUrl'>, foot: Foot): Html =>
  html`<footer>
    ${foot.sandboxed === true && html`<p>${foot.words.sandbox}</p>`}
    <p>${foot.words.trust(html`<b dir="ltr">${new URL(publicUrl).host}</b>`)}</p>
    ${foot.back !== undefined && html`<a class="quiet" href="${foot.back}">${foot.words.signIn.waiting}</a>`}
    ${foot.report && html`<a class="quiet" href="${foot.report}" rel="nofollow">${foot.words.report.link}</a>`}
    ${languageSwitch(foot.words, foot.chosen)}
  </footer>`;
