// The labelled facts of a question: shown apart from the agent's prose, folded where long.
import { factText, shorten } from '@pausepoint/channels';
import { type Fact, type Html, html, showInvisible, showOnOneLine } from '@pausepoint/core';
import { breakable } from './breakable.ts';
import { perLocale } from './per-locale.ts';
import type { Words } from './words/en.ts';

const INLINE = { characters: 160, lines: 4 };
const UNFOLDED = { characters: 400, lines: 10 };
/** A change or a command is what is decided on: nobody should have to look for it. */
const UNFOLDED_CODE = { characters: 3_000, lines: 60 };
const PREVIEW = 120;
/** Beside its label it would be broken wherever the room ends. */
const longWord = /\S{25}/;
/** What is longer would not be taken in at a glance however large. */
const LARGE = 30;

/** How much and to whom stand first, whatever stands before them; else the caller's order. */
export function factList(facts: readonly Fact[] | null, words: Words): Html | false {
  if (facts === null || facts.length === 0) return false;
  const amounts = facts.filter(isAmount);
  const targets = amounts.length > 0 ? facts.filter(isTarget).slice(0, 1) : [];
  const first = [...amounts, ...targets];
  const rest = facts.filter((fact) => !first.includes(fact));
  const rows = [
    ...amounts.map((fact) => row(fact, words, 'big')),
    ...targets.map((fact) => row(fact, words, 'to')),
    ...rest.map((fact) => row(fact, words)),
  ];
  return html`<dl>${rows}</dl>`;
}

const isAmount = ({ kind }: Fact): boolean => kind === 'money' || kind === 'count';

/** The agent's label may be in any of our languages, whichever the reader's is. */
const target =
  /^(to|target|recipient|payee|beneficiary|an|ziel|empfänger(?:in)?|para|a|destino|destinatario|beneficiario|à|cible|destinataire|bénéficiaire|إلى|الهدف|المستلم|المستفيد)$/iu;
const isTarget = ({ kind = 'text', label, value }: Fact): boolean =>
  kind === 'text' && typeof value === 'string' && target.test(label.trim());

function row(fact: Fact, words: Words, large?: 'big' | 'to'): Html {
  const text = showInvisible(valueText(fact, words));
  const block =
    isPreformatted(fact) || fact.kind === 'url' || exceeds(text, INLINE) || longWord.test(text);
  const unfolded = isPreformatted(fact) ? UNFOLDED_CODE : UNFOLDED;
  return html`<div class="${text.length <= LARGE && large} ${block && 'block'}">
    <dt><bdi>${showOnOneLine(fact.label)}</bdi></dt>
    <dd>${exceeds(text, unfolded) ? fold(fact, text, words) : show(fact, text)}</dd>
  </div>`;
}

/** Our own words and numbers in the reader's language (`8,400` is 8.4 to a German); no others. */
function valueText(fact: Fact, { yes, no, none, locale }: Words): string {
  const { value } = fact;
  if (value === null || value === undefined) return none;
  if (typeof value === 'boolean') return value ? yes : no;
  if (isAmount(fact) && (typeof value === 'number' || typeof value === 'bigint')) {
    return grouped(locale).format(value);
  }
  return factText(fact);
}

const grouped = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }));

const isPreformatted = ({ kind, value }: Fact): boolean =>
  kind === 'diff' || kind === 'json' || (typeof value === 'object' && value !== null);

const exceeds = (text: string, limit: { characters: number; lines: number }): boolean =>
  text.length > limit.characters || text.split('\n').length > limit.lines;

const fold = (fact: Fact, text: string, { allOf, locale }: Words): Html =>
  html`<details>
    <summary>
      <bdi class="start">${shorten(text.replace(/\s+/g, ' '), PREVIEW)}</bdi>
      <b>${allOf(text.length.toLocaleString(locale))}</b>
    </summary>
    ${show(fact, text)}
  </details>`;

function show(fact: Fact, text: string): Html {
  if (fact.kind === 'diff') return html`<pre dir="ltr">${text.split('\n').map(diffLine)}</pre>`;
  if (isPreformatted(fact)) return html`<pre dir="ltr">${text.split('\n').map(plainLine)}</pre>`;
  if (fact.kind === 'url') return html`<bdi class="url" dir="ltr">${address(text)}</bdi>`;
  return html`<bdi>${breakable(text)}</bdi>`;
}

/** The sign at its start says what a line is; colour alone would not. */
function diffLine(line: string): Html {
  if (/^\+(?!\+\+ )/.test(line)) return html`<ins>${line}${'\n'}</ins>`;
  if (/^-(?!-- )/.test(line)) return html`<del>${line}${'\n'}</del>`;
  return plainLine(line);
}

const plainLine = (line: string): Html => html`<span>${line}${'\n'}</span>`;

/** Text, never a link; the host stands out, because that is where a lie would be. */
function address(text: string): Html {
  const host = URL.canParse(text) ? new URL(text).host : '';
  const at = host === '' ? -1 : text.indexOf(host);
  if (at === -1) return html`${text}`;
  return html`${text.slice(0, at)}<b>${host}</b>${text.slice(at + host.length)}`;
}
