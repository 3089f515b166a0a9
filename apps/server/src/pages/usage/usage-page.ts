// GET /usage: this month against the plan, and how the last thirty days went.
import {
  addMilliseconds,
  DAY,
  type Html,
  html,
  type Mode,
  plans,
  usagePeriod,
} from '@pausepoint/core';
import {
  answerTimes,
  countPauses,
  type DayUsage,
  findDeveloper,
  usageByChannel,
  usageByDay,
} from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link, modeOf } from '../dashboard/mode.ts';
import { emptyState } from '../dashboard/parts.ts';
import { channelTable } from './channel-table.ts';
import { dayChart } from './day-chart.ts';
import { figures } from './figures.ts';
import { monthCard } from './month-card.ts';

const DAYS = 30;

export async function usagePage(ctx: Ctx, services: Services): Promise<void> {
  const { store, config } = services;
  const { now, session } = ctx.state;
  const { developerId } = session!;
  const mode = modeOf(ctx, services);
  const of = {
    developerId,
    mode,
    from: dayOf(addMilliseconds(now, -(DAYS - 1) * DAY)),
    to: dayOf(now),
  };
  const period = usagePeriod(now);
  const [developer, pauses, days, channels, times] = await Promise.all([
    findDeveloper(store, developerId),
    countPauses(store, { developerId, period }),
    usageByDay(store, of),
    usageByChannel(store, of),
    answerTimes(store, of),
  ]);
  const plan = developer!.plan;
  const limits = config.planLimits ? plans[plan] : null;
  await sendDashboard(ctx, services, {
    title: 'Usage',
    section: 'usage',
    body: html`${monthCard({ now, mode, pauses, plan, limits })}
    ${
      days.some((day) => totalOf(day) > 0)
        ? html`<section aria-labelledby="days">
              <h2 id="days">The last ${DAYS} days</h2>
              ${figures(ctx, days, times)} ${dayChart(days)}
            </section>
            ${channelTable(channels)}`
        : nothing(ctx, mode)
    }`,
  });
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

const totalOf = ({ answered, timedOut, cancelled, waiting }: DayUsage): number =>
  answered + timedOut + cancelled + waiting;

const nothing = (ctx: Ctx, mode: Mode): Html =>
  emptyState({
    heading: `No ${mode} pause in ${DAYS} days`,
    body: html`<p>
      Once an agent asks a human, this page tells how many were answered, how quickly, and through
      which channels. A first question takes one request with a key:
      <a href="${link(ctx, '/keys')}">see your keys</a>, or <a href="/docs">read how to ask</a>.
    </p>`,
  });
