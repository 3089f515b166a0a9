// What the dashboard's pages are made of.
import { type Html, html, iso } from '@pausepoint/core';
import { relativeTime, timeAgo } from '../time-words.ts';
import { en } from '../words/en.ts';

export { choices, field } from './field.ts';
export type { Choices, Field } from './field.ts';
export { faultAt, faultsOf, faultSummary } from './faults.ts';
export type { Faults } from './faults.ts';
export { statusWord } from './status-word.ts';
export { pager, table } from './table.ts';
export type { Table } from './table.ts';

/** Label and value, line by line. */
export const facts = (list: readonly (readonly [label: string, value: Html | string])[]): Html =>
  html`<dl class="facts">
    ${list.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;

const wholeTime = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  ...{ timeZone: 'UTC', timeZoneName: 'short' },
} as const);

/** `12 minutes ago`; the whole time in UTC is its title, which the script writes in the reader's zone. */
export const when = (at: Date, now: Date): Html =>
  html`<time datetime="${iso(at)}" title="${wholeTime.format(at)}">${timeFrom(at, now)}</time>`;

function timeFrom(at: Date, now: Date): string {
  if (at <= now) return timeAgo(at, now, en);
  const seconds = Math.ceil((at.getTime() - now.getTime()) / 1_000);
  const [unit, length] = units.find(([, length]) => seconds >= length) ?? (['second', 1] as const);
  return relativeTime(en.locale).format(Math.floor(seconds / length), unit);
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** The whole time, for lists in which order matters: `22 Nov 2026, 10:47:00 UTC`. */
export const timeOf = (at: Date): Html =>
  html`<time datetime="${iso(at)}">${wholeTime.format(at)}</time>`;

export interface Secret {
  readonly label: string;
  readonly value: string;
  readonly note?: Html;
  /** Unique on the page. */
  readonly id?: string;
}

/** Shown once. The script adds a button that copies it; without, it is selected and copied. */
export const secretOnce = ({ label, value, note, id = 'secret' }: Secret): Html =>
  html`<div class="secret">
    <label for="${id}">${label}</label>
    <div class="copyable">
      <input id="${id}" value="${value}" readonly autocomplete="off" spellcheck="false" />
    </div>
    ${note}
  </div>`;

/** Lines to paste elsewhere; the script adds a button that copies them. */
export const codeBlock = (text: string, label: string): Html =>
  html`<div class="copyable block">
    <pre tabindex="0" aria-label="${label}"><code>${text}</code></pre>
  </div>`;

export interface Empty {
  readonly heading: string;
  readonly body: Html;
  readonly action?: Html;
}

/** Says what to do next. */
export const emptyState = ({ heading, body, action }: Empty): Html =>
  html`<section class="empty">
    <h2>${heading}</h2>
    ${body}${action}
  </section>`;
