// Filters above a list: an ordinary form that writes the address, folded until somebody wants it.
import { type Html, html } from '@pausepoint/core';
import type { Ctx } from '../../services.ts';
import { link } from './mode.ts';

export interface Filtering {
  /** What folds it out. */
  readonly words: string;
  /** The list's path. */
  readonly path: string;
  readonly label: string;
  readonly fields: Html;
  readonly isOpen: boolean;
  /** Whether the list shows less than everything. */
  readonly isNarrow: boolean;
}

export function filters(ctx: Ctx, { words, path, label, fields, isOpen, isNarrow }: Filtering) {
  const { mode } = ctx.query;
  return html`<details class="search" ${isOpen && html`open`}>
    <summary>${words}</summary>
    <form method="get" action="${path}" role="search" aria-label="${label}">
      ${typeof mode === 'string' && html`<input type="hidden" name="mode" value="${mode}" />`}
      ${fields}
      <div class="ways">
        <button>Show</button>
        ${isNarrow && html`<a href="${link(ctx, path)}">Show all</a>`}
      </div>
    </form>
  </details>`;
}
