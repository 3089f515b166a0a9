// This month's live pauses against what the plan allows, as a bar and in words.
import { type Html, html, type Limits, type Mode, type PlanName } from '@pausepoint/core';
import { channelNames } from '../channel-words.ts';
import { facts } from '../dashboard/parts.ts';
import { bar } from './bar.ts';
import { count, counted, longest } from './numbers.ts';

export interface Month {
  readonly now: Date;
  readonly mode: Mode;
  readonly pauses: number;
  readonly plan: PlanName;
  /** Null: nobody is held to their plan here. */
  readonly limits: Limits | null;
}

export function monthCard(month: Month): Html {
  const { now, mode, pauses, limits } = month;
  const quota = limits?.pausesPerMonth ?? null;
  return html`<section class="card month" aria-labelledby="month">
    <h2 id="month">${monthName.format(now)}</h2>
    <p class="big">
      <b>${count(pauses)}</b>
      ${quota === null ? `live ${pauses === 1 ? 'pause' : 'pauses'}` : `of ${counted(quota, 'live pause')}`}
    </p>
    ${quota !== null && bar(pauses / quota, `${count(pauses)} of ${count(quota)} pauses used`)}
    <p>${told(month, quota)}</p>
    ${mode === 'test' && html`<p class="quiet">Test pauses count against no plan.</p>`}
    ${limits && planFacts(month.plan, limits)}
  </section>`;
}

const monthName = new Intl.DateTimeFormat('en', {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const dayName = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', timeZone: 'UTC' });

function told({ now, pauses, plan, limits }: Month, quota: number | null): Html {
  const next = dayName.format(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)));
  if (limits === null) return html`This server holds nobody to a plan: there is no limit.`;
  if (quota === null) return html`The plan ${plan} has no monthly limit.`;
  if (pauses >= quota) {
    return html`<strong>All of this month’s pauses are used.</strong> Until ${next} (UTC) a new live
      pause is refused with <code>plan_limit_reached</code>; those that wait go on, and test keys
      work as ever. Whoever runs this server can change the plan.`;
  }
  return html`${counted(quota - pauses, 'pause')} left until ${next} (UTC).`;
}

const planFacts = (plan: PlanName, { channels, longestTimeoutSeconds, approvers }: Limits): Html =>
  facts([
    ['Plan', plan],
    ['Channels', channels === null ? 'all' : channels.map((name) => channelNames[name]).join(', ')],
    ['Longest timeout', longest(longestTimeoutSeconds)],
    ['Approvers', approvers === null ? 'as many as you like' : count(approvers)],
  ]);
