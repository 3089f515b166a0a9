// The labelled facts of a question: shown apart from the agent's prose, folded where long.
import { factText, shorten } from '@pausepoint/channels';
import { type Fact, type Html, html, showInvisible, showOnOneLine } from '@pausepoint/core';

const INLINE = { characters: 160, lines: 4 };
const UNFOLDED = { characters: 400, lines: 10 };
const PREVIEW = 120;

export const factList = (facts: readonly Fact[] | null): Html | false =>
  facts !== null && facts.length > 0 && html`<dl>${facts.map(row)}</dl>`;

function row(fact: Fact): Html {
  const text = showInvisible(factText(fact));
  const big = (fact.kind === 'money' || fact.kind === 'count') && text.length <= 30;
  const block = isPreformatted(fact) || fact.kind === 'url' || exceeds(text, INLINE);
  return html`<div class="${big && 'big'} ${block && 'block'}">
    <dt><bdi>${showOnOneLine(fact.label)}</bdi></dt>
    <dd>${exceeds(text, UNFOLDED) ? fold(fact, text) : show(fact, text)}</dd>
  </div>`;
}

const isPreformatted = ({ kind, value }: Fact): boolean =>
  kind === 'diff' || kind === 'json' || (typeof value === 'object' && value !== null);

const exceeds = (text: string, limit: { characters: number; lines: number }): boolean =>
  text.length > limit.characters || text.split('\n').length > limit.lines;

const fold = (fact: Fact, text: string): Html =>
  html`<details>
    <summary>
      <bdi class="start">${shorten(text.replace(/\s+/g, ' '), PREVIEW)}</bdi>
      <b>All ${text.length.toLocaleString('en-US')} characters</b>
    </summary>
    ${show(fact, text)}
  </details>`;

function show(fact: Fact, text: string): Html {
  if (fact.kind === 'diff') return html`<pre dir="ltr">${text.split('\n').map(diffLine)}</pre>`;
  if (isPreformatted(fact)) return html`<pre dir="ltr">${text}</pre>`;
  if (fact.kind === 'url') return html`<bdi class="url" dir="ltr">${address(text)}</bdi>`;
  return html`<bdi>${text}</bdi>`;
}

/** The sign at its start says what a line is; colour alone would not. */
function diffLine(line: string): Html {
  if (/^\+(?!\+\+)/.test(line)) return html`<ins>${line}</ins>${'\n'}`;
  if (/^-(?!--)/.test(line)) return html`<del>${line}</del>${'\n'}`;
  return html`${line}${'\n'}`;
}

/** Text, never a link; the host stands out, because that is where a lie would be. */
function address(text: string): Html {
  const host = URL.canParse(text) ? new URL(text).host : '';
  const at = host === '' ? -1 : text.indexOf(host);
  if (at === -1) return html`${text}`;
  return html`${text.slice(0, at)}<b>${host}</b>${text.slice(at + host.length)}`;
}
