// What the days come to: how quickly humans decide, and how often nobody does.
import { type Html, html } from '@pausepoint/core';
import { type AnswerTimes, type DayUsage, NEWEST_PAUSES } from '@pausepoint/store';
import type { Ctx } from '../../services.ts';
import { link } from '../dashboard/mode.ts';
import { count, counted, duration, percent } from './numbers.ts';

export function figures(ctx: Ctx, days: readonly DayUsage[], times: AnswerTimes): Html {
  const sum = (name: Exclude<keyof DayUsage, 'day'>) =>
    days.reduce((all, day) => all + day[name], 0);
  const [answered, timedOut, waiting] = [sum('answered'), sum('timedOut'), sum('waiting')];
  const ended = answered + timedOut + sum('cancelled');
  return html`<dl class="figures">
    ${figure(
      'Median time to decision',
      times.median === null ? '–' : duration(times.median),
      timesNote(times),
    )}
    ${figure('Answered', percent(answered, ended), `${count(answered)} of ${count(ended)} that ended`)}
    ${figure('Nobody answered in time', percent(timedOut, ended), counted(timedOut, 'pause'))}
    ${figure(
      'Pending now',
      count(waiting),
      waiting > 0 && html`<a href="${link(ctx, '/pauses', { status: 'pending' })}">See them</a>`,
    )}
  </dl>`;
}

const figure = (label: string, value: string, note: Html | string | false): Html =>
  html`<div>
    <dt>${label}</dt>
    <dd>
      <b>${value}</b>
      <span>${note}</span>
    </dd>
  </div>`;

function timesNote({ answers, slow }: AnswerTimes): string {
  if (slow === null) return 'no answer yet';
  const few = `nine of ten: ${duration(slow)}`;
  return answers < NEWEST_PAUSES ? few : `${few}; of the newest ${count(NEWEST_PAUSES)} answers`;
}
