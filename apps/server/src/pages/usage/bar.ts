// A share as a bar: drawn, for the page's policy takes no styles of single elements.
import { type Html, html } from '@pausepoint/core';

/** @param label what it says to those who hear the page; without, the words beside it do */
export function bar(share: number, label?: string): Html {
  const percent = Math.min(1, Math.max(0, share)) * 100;
  return html`<svg
    class="bar${share >= 1 && ' full'}"
    ${label === undefined ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`}
  >
    <rect class="track" width="100%" height="100%" rx="4" />
    ${percent > 0 && html`<rect class="share" width="${percent.toFixed(2)}%" height="100%" rx="4" />`}
  </svg>`;
}
