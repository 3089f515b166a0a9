// Events as a table: what happened, to which pause, when, and its place in the log.
import { formatId, type Html, html } from '@pausepoint/core';
import type { AuditRecord } from '@pausepoint/store';
import type { Ctx } from '../../services.ts';
import { link } from '../dashboard/mode.ts';
import { table, timeOf } from '../dashboard/parts.ts';
import { actorWords, eventWords } from './event-words.ts';

export const eventTable = (ctx: Ctx, events: readonly AuditRecord[]): Html =>
  html`<div class="events">
    ${table({
      caption: 'Events, newest first',
      head: ['Event', 'By', 'Pause', 'When', 'Place'],
      rows: events.map((event) => [
        html`<a href="${link(ctx, `/audit/${formatId('event', event.id)}`)}"
            >${eventWords[event.type]}</a
          ><small>${event.type}</small>`,
        actorWords[event.actor],
        event.pauseId === null ? '–' : pauseLink(ctx, event.pauseId),
        timeOf(event.createdAt),
        event.sequence === null ? 'not sealed yet' : String(event.sequence),
      ]),
      empty: html``,
    })}
  </div>`;

export function pauseLink(ctx: Ctx, pauseId: string, whole = false): Html {
  const id = formatId('pause', pauseId);
  // Ids of one hour begin alike; what tells them apart is their end.
  const words = whole ? id : `${id.slice(0, 4)}…${id.slice(-8)}`;
  return html`<a class="id" href="${link(ctx, `/pauses/${id}`)}" title="${id}">${words}</a>`;
}
