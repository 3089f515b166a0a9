// How each day's pauses ended: stacked bars, with the same numbers as a table behind them.
import { type Html, html } from '@pausepoint/core';
import type { DayUsage } from '@pausepoint/store';
import { count, countShort } from './numbers.ts';

/** From the ground up. Told apart by filling as well as by colour. */
const kinds = [
  ['answered', 'Answered'],
  ['timedOut', 'Timed out'],
  ['cancelled', 'Cancelled'],
  ['waiting', 'Pending'],
] as const;

const HEIGHT = 210;
const [TOP, GROUND] = [20, 180];
/** In percent of the width, so that bars fit every screen and words stay as large as they are. */
const LEFT = 8;

export function dayChart(days: readonly DayUsage[]): Html {
  const tallest = Math.max(...days.map(totalOf));
  const ceiling = ceilingOf(tallest);
  const heightOf = (value: number) => (value / ceiling) * (GROUND - TOP);
  const step = (100 - LEFT) / days.length;
  const shown = kinds.filter(([name]) => days.some((day) => day[name] > 0));
  return html`<figure class="chart">
    <ul class="legend">
      ${shown.map(([name, words]) => html`<li>${swatch(name)}${words}</li>`)}
    </ul>
    <svg height="${HEIGHT}" role="img" aria-label="${spoken(days)}">
      ${hatch}
      ${[0, 0.5, 1].map((share) => gridLine(share * ceiling, GROUND - heightOf(share * ceiling)))}
      ${days.map((day, index) => column(day, LEFT + index * step, step, heightOf))}
      ${dateLabels(days, step)}
    </svg>
    <details>
      <summary>The same as a table</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="Every day">${numbers(days)}</div>
    </details>
  </figure>`;
}

const totalOf = (day: DayUsage): number => kinds.reduce((sum, [name]) => sum + day[name], 0);

/** The next of 2, 4, 10, 20, 40, 100 …: half of it is a whole number too. */
function ceilingOf(tallest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(tallest, 2)));
  return [1, 2, 4, 10]
    .map((times) => times * power)
    .find((value) => value >= Math.max(tallest, 2))!;
}

const hatch = html`<defs>
  <pattern
    id="hatch"
    width="6"
    height="6"
    patternUnits="userSpaceOnUse"
    patternTransform="rotate(45)"
  >
    <rect class="ground" width="6" height="6" />
    <rect class="line" width="2.5" height="6" />
  </pattern>
</defs>`;

const swatch = (name: string): Html =>
  html`<svg width="14" height="14" aria-hidden="true">
    <rect class="${name}" x="1" y="1" width="12" height="12" rx="2" />
  </svg>`;

const gridLine = (value: number, y: number): Html =>
  html`<line class="grid" x1="${LEFT}%" x2="100%" y1="${y}" y2="${y}" />
    <text x="0" y="${y}" dy="0.32em">${countShort(value)}</text>`;

/** Its title is what a pointer is told; the whole column takes it, however low its bar is. */
function column(day: DayUsage, x: number, step: number, heightOf: (value: number) => number): Html {
  let y = GROUND;
  const bars = kinds.map(([name]) => {
    const height = heightOf(day[name]);
    if (height === 0) return html``;
    y -= height;
    // A hair between two of them, unless one is hardly more than that.
    const drawn = Math.max(height - (y + height < GROUND ? 1 : 0), 0.8);
    return html`<rect
      class="${name}"
      x="${percent(x + step * 0.14)}"
      width="${percent(step * 0.72)}"
      y="${y.toFixed(1)}"
      height="${drawn.toFixed(1)}"
    />`;
  });
  return html`<g>
    <title>${titleOf(day)}</title>
    <rect
      class="reach"
      x="${percent(x)}"
      width="${percent(step)}"
      y="${TOP}"
      height="${GROUND - TOP}"
    />
    ${bars}
  </g>`;
}

const percent = (value: number): string => `${value.toFixed(2)}%`;

const dayName = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const nameOf = ({ day }: DayUsage): string => dayName.format(new Date(day));

function titleOf(day: DayUsage): string {
  const parts = kinds.filter(([name]) => day[name] > 0);
  const told = parts.map(([name, words]) => `${count(day[name])} ${words.toLowerCase()}`);
  return `${nameOf(day)}: ${told.join(', ') || 'none'}`;
}

/** The first, the last, and a few between. */
function dateLabels(days: readonly DayUsage[], step: number): readonly Html[] {
  const last = days.length - 1;
  const marks = [0, 1, 2, 3, 4].map((mark) => Math.round((mark * last) / 4));
  return marks.map((index) => {
    const anchor = index === 0 ? 'start' : index === last ? 'end' : 'middle';
    const at = index === 0 ? LEFT : index === last ? 100 : LEFT + (index + 0.5) * step;
    const words = index === last ? 'today' : nameOf(days[index]!);
    return html`<text x="${percent(at)}" y="${HEIGHT - 8}" text-anchor="${anchor}">${words}</text>`;
  });
}

function spoken(days: readonly DayUsage[]): string {
  const sums = kinds.map(
    ([name, words]) =>
      `${count(days.reduce((sum, day) => sum + day[name], 0))} ${words.toLowerCase()}`,
  );
  const busiest = days.reduce((most, day) => (totalOf(day) > totalOf(most) ? day : most));
  return `Pauses of each of the last ${days.length} days by how they ended: ${sums.join(', ')}. Most on ${nameOf(busiest)}, ${count(totalOf(busiest))}. The table below has every day.`;
}

const numbers = (days: readonly DayUsage[]): Html =>
  html`<table class="numbers">
    <caption>
      Pauses by the day they were opened (UTC)
    </caption>
    <thead>
      <tr>
        <th scope="col">Day</th>
        ${kinds.map(([, words]) => html`<th scope="col">${words}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${days.toReversed().map(
        (day) =>
          html`<tr>
            <th scope="row">${nameOf(day)}</th>
            ${kinds.map(([name]) => html`<td>${count(day[name])}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
