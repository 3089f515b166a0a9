// A list as a table, and as cards where a table would not fit; and where it goes on.
import { type Html, html } from '@pausepoint/core';
import type { Ctx } from '../../services.ts';
import { link } from './mode.ts';

type Cell = Html | string;

export interface Table {
  /** Said to those who hear the page; the heading says it to the others. */
  readonly caption: string;
  readonly head: readonly string[];
  /** A row's first cell names it, and holds its link. */
  readonly rows: readonly (readonly Cell[])[];
  /** In the table's place while there are no rows. */
  readonly empty: Html;
}

export function table({ caption, head, rows, empty }: Table): Html {
  if (rows.length === 0) return empty;
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${head.map((words) => (words === '' ? html`<td></td>` : html`<th scope="col">${words}</th>`))}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, index) => tableCell(cell, index, head[index] ?? ''))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** On a phone the head is gone: each cell brings its own. */
const tableCell = (cell: Cell, index: number, label: string): Html =>
  index === 0
    ? html`<th scope="row">${cell}</th>`
    : html`<td ${label !== '' && html`data-label="${label}"`}>${cell}</td>`;

/** The next page keeps the filters of this one; nothing where there is none. */
export function pager(ctx: Ctx, nextCursor: string | null): Html {
  const first = ctx.query.cursor === undefined;
  if (nextCursor === null && first) return html``;
  const here = ctx.path + ctx.search;
  return html`<nav class="pager" aria-label="Pages">
    ${!first && html`<a href="${link(ctx, here, { cursor: null })}">Newest</a>`}
    ${nextCursor !== null && html`<a href="${link(ctx, here, { cursor: nextCursor })}" rel="next">Older</a>`}
  </nav>`;
}
