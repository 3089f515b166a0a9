// GET /pauses/:id: one pause: how it ended, the question as its human saw it, and all that happened.
import { DomainError, formatId, type Html, html } from '@pausepoint/core';
import { listAudit, listDeliveries, type PauseRecord } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link } from '../dashboard/mode.ts';
import { outcomePanel } from './outcome-panel.ts';
import { ownPauseKey } from './own-pause.ts';
import { pauseActs } from './pause-acts.ts';
import { askedCard, recordFacts } from './pause-facts.ts';
import { questionOf } from './pause-table.ts';
import { timelineList } from './timeline-list.ts';
import { timelineOf } from './timeline.ts';

/** A question that is opened every ten minutes for a month has more: the audit log has all. */
const MOST_EVENTS = 200;
const MOST_WEBHOOKS = 100;

export async function pausePage(ctx: Ctx, services: Services): Promise<void> {
  const { store, pauses } = services;
  const key = ownPauseKey(ctx, services);
  const shown = await pauses.find(key);
  if (!shown) return toItsMode(ctx, services, key);
  const { pause } = shown;
  const of = { developerId: key.developerId, mode: key.mode, pauseId: key.id };
  const [events, deliveries] = await Promise.all([
    listAudit(store, { ...of, from: pause.createdAt, limit: MOST_EVENTS + 1 }),
    listDeliveries(store, { ...of, limit: MOST_WEBHOOKS }),
  ]);
  const story = { pause, events: events.slice(0, MOST_EVENTS), deliveries };
  const moments = timelineOf(story);
  const live = pause.status === 'pending' && html`data-live="${livePath(ctx, pause)}"`;
  await sendDashboard(ctx, services, {
    title: html`<bdi>${questionOf(pause, 300)}</bdi>`,
    section: 'pauses',
    lead: html`<a href="${link(ctx, '/pauses')}">All pauses</a>`,
    body: html`<div class="pause">
      <div class="story" id="story" data-part ${live}>
        ${outcomePanel(pause, ctx.state.now)}
        <section aria-labelledby="timeline">
          <h2 id="timeline">Timeline</h2>
          ${events.length > MOST_EVENTS && earlier(ctx, pause)}
          ${timelineList(ctx, { moments, pause })}
        </section>
      </div>
      <div class="aside" id="aside" data-part>
        ${askedCard(pause)} ${recordFacts(pause, ctx.state.now)}
      </div>
      <div class="acts" id="acts" data-part>${pauseActs(ctx, services, pause)}</div>
    </div>`,
  });
}

/** An address without its mode, as people pass them on, finds its pause all the same. */
async function toItsMode(
  ctx: Ctx,
  { pauses }: Services,
  key: ReturnType<typeof ownPauseKey>,
): Promise<void> {
  const mode = key.mode === 'live' ? 'test' : 'live';
  if (!(await pauses.find({ ...key, mode }))) throw new DomainError('not_found');
  ctx.status = 303;
  ctx.set('Location', `/pauses/${formatId('pause', key.id)}?mode=${mode}`);
  ctx.body = '';
}

const livePath = (ctx: Ctx, { id }: PauseRecord): string =>
  link(ctx, '/pauses/live', { pause: formatId('pause', id) });

const earlier = (ctx: Ctx, { id }: PauseRecord): Html =>
  html`<p class="quiet">
    These are the newest ${MOST_EVENTS} events;
    <a href="${link(ctx, '/audit', { pause_id: formatId('pause', id) })}">the audit log has all</a>.
  </p>`;
