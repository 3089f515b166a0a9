// What is asked, by whom, until when: the upper part of every page a link opens.
import { splitQuestion } from '@pausepoint/channels';
import { type Content, type Html, html, showInvisible, showOnOneLine } from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';
import type { ServerConfig } from '../config.ts';
import { factList } from './facts.ts';
import { mark } from './layout.ts';
import { timeLeft } from './time-words.ts';

/** From here on a heading in large letters would fill a phone. */
const LONG_QUESTION = 120;

export function askedBy({ developerName, agent }: Content): Html {
  const name = agent?.name && html` · agent <b><bdi>${showOnOneLine(agent.name)}</bdi></b>`;
  const behalf =
    agent?.on_behalf_of && html` for <b><bdi>${showOnOneLine(agent.on_behalf_of)}</bdi></b>`;
  return html`<header class="top">
    ${mark}<span
      ><b><bdi>${showOnOneLine(developerName)}</bdi></b> asks you${name}${behalf}</span
    >
  </header>`;
}

export function heading({ message }: Content): Html {
  const { question } = splitQuestion(message);
  return html`<h1 dir="auto" class="${question.length > LONG_QUESTION && 'long'}">${question}</h1>`;
}

/** Facts first, then the agent's prose, apart from each other. */
export function details({ message, context }: Content): Html {
  const { rest } = splitQuestion(message);
  return html`${factList(context)}
  ${
    rest !== '' &&
    html`<div class="said"><small>The agent says</small><bdi>${showInvisible(rest)}</bdi></div>`
  }`;
}

export function deadline(pause: PauseRecord, now: Date): Html {
  const left = pause.expiresAt.getTime() - now.getTime();
  const after = pause.timeoutDefault;
  return html`<p class="time">
    <b id="left" data-ms="${left}">${timeLeft(left)}</b> left. After that:
    <b><bdi>${after === null ? 'no decision' : showOnOneLine(after)}</bdi></b
    >.
  </p>`;
}

export const footer = ({ publicUrl }: Pick<ServerConfig, 'publicUrl'>, sandboxed: boolean): Html =>
  html`<footer>
    ${sandboxed && html`<p>Sandbox: no real message was sent for this question.</p>`}
    <p>${new URL(publicUrl).host} · Nobody will ever ask for a password here.</p>
  </footer>`;
