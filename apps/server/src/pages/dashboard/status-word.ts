// How something stands: always a word, with a shape before it that is told apart without colour.
import { Html, html } from '@pausepoint/core';

type Shape = 'ring' | 'gap' | 'disc' | 'half' | 'dash' | 'cross' | 'tick';
type Tone = 'wait' | 'good' | 'bad' | 'plain';

/** A human's answer is neither good nor bad: only what our machines do has a colour. */
const known: Readonly<Record<string, readonly [words: string, shape: Shape, tone: Tone]>> = {
  pending: ['Pending', 'ring', 'wait'],
  responded: ['Answered', 'disc', 'plain'],
  timed_out: ['Timed out', 'gap', 'plain'],
  cancelled: ['Cancelled', 'dash', 'plain'],
  queued: ['Queued', 'ring', 'wait'],
  sent: ['Sent', 'half', 'plain'],
  delivered: ['Delivered', 'tick', 'good'],
  failed: ['Failed', 'cross', 'bad'],
  dead: ['Given up', 'cross', 'bad'],
  enabled: ['Enabled', 'tick', 'good'],
  disabled: ['Disabled', 'dash', 'bad'],
  ending: ['Ending', 'half', 'wait'],
  live: ['Live', 'disc', 'plain'],
  test: ['Test', 'ring', 'plain'],
};

const drawn: Readonly<Record<Shape, string>> = {
  ring: '<circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5"/>',
  gap: '<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.6 2.1"/>',
  disc: '<circle cx="6" cy="6" r="5" fill="currentColor"/>',
  half: '<circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" fill="currentColor"/>',
  dash: '<path d="M1.5 6h9" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
  cross:
    '<path d="m2.5 2.5 7 7m0-7-7 7" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
  tick: '<path d="m1.75 6.5 2.9 3 5.6-6.75" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>',
};

/** @param words where the status needs other words than its own */
export function statusWord(status: string, words?: string | Html): Html {
  const unknown = [status.replaceAll('_', ' '), 'ring', 'plain'] as const;
  const [own, shape, tone] = Object.hasOwn(known, status) ? known[status]! : unknown;
  const svg = `<svg viewBox="0 0 12 12" aria-hidden="true">${drawn[shape]}</svg>`;
  return html`<span class="status ${tone}">${new Html(svg)}${words ?? own}</span>`;
}
