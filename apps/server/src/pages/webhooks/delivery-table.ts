// What was sent, newest first, each with its tries, and sent again where it was given up.
import { formatId, type Html, html, webhookTest } from '@pausepoint/core';
import type { DeliveryRecord } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { form } from '../dashboard/form.ts';
import { may } from '../dashboard/may.ts';
import { link } from '../dashboard/mode.ts';
import { emptyState, statusWord, table, when } from '../dashboard/parts.ts';
import { tries } from '../pauses/timeline-list.ts';
import { eventWords } from './webhook-words.ts';

interface Where {
  readonly isNarrowed: boolean;
  /** The page that what is sent again leads back to. */
  readonly from: 'webhook' | 'log';
}

export function deliveryTable(
  ctx: Ctx,
  services: Services,
  deliveries: readonly DeliveryRecord[],
  { isNarrowed, from }: Where,
): Html {
  const builds = may(ctx, 'build');
  return table({
    caption: 'Deliveries, the newest first',
    head: ['Event', 'Status', 'Pause', 'Sent', ...(builds ? [''] : [])],
    rows: deliveries.map((delivery) => [
      html`${wordOf(delivery)} ${from === 'log' && whereTo(ctx, delivery)}`,
      stands(delivery, ctx.state.now),
      about(ctx, delivery),
      when(delivery.createdAt, ctx.state.now),
      ...(builds ? [again(ctx, services, delivery, from)] : []),
    ]),
    empty: emptyState({
      heading: isNarrowed ? 'None of these' : 'Nothing was sent yet',
      body: html`<p>
        ${
          isNarrowed
            ? 'No delivery stands like this.'
            : 'Each event that is sent stands here with every try: what came back, and how soon.'
        }
      </p>`,
    }),
  });
}

const wordOf = ({ eventType }: DeliveryRecord): Html =>
  html`<span>${eventType === webhookTest ? 'Test' : `Pause ${eventWords[eventType]}`}</span>`;

const whereTo = (ctx: Ctx, { endpointId }: DeliveryRecord): Html =>
  html`<small class="quiet"
    >${
      endpointId === null
        ? 'to the pause’s own URL'
        : html`to
            <a href="${link(ctx, `/webhooks/${formatId('webhook', endpointId)}`)}">a webhook</a>`
    }</small
  >`;

const standsAs = {
  pending: ['pending', 'On its way'],
  delivered: ['delivered', 'Delivered'],
  dead: ['dead', 'Given up'],
} as const;

function stands({ status, nextAttemptAt, lastError, attempts }: DeliveryRecord, now: Date): Html {
  const [shape, words] = standsAs[status];
  return html`<div>
    ${statusWord(shape, words)}
    ${
      status === 'pending' &&
      attempts.length > 0 &&
      nextAttemptAt &&
      html`<small class="quiet">next try ${when(nextAttemptAt, now)}</small>`
    }
    ${status !== 'delivered' && lastError !== null && html`<small class="quiet">${lastError}</small>`}
    ${tries(attempts)}
  </div>`;
}

const about = (ctx: Ctx, { pauseId }: DeliveryRecord): Html =>
  pauseId === null
    ? html`<span class="quiet">no pause</span>`
    : html`<a href="${link(ctx, `/pauses/${formatId('pause', pauseId)}`)}"
        ><code>…${pauseId.slice(-8)}</code></a
      >`;

const again = (
  ctx: Ctx,
  services: Services,
  delivery: DeliveryRecord,
  from: Where['from'],
): Html =>
  delivery.status === 'pending'
    ? html``
    : form(ctx, services, {
        action: `/webhooks/deliveries/${formatId('delivery', delivery.id)}/redeliver`,
        body: html`<input type="hidden" name="from" value="${from}" /><button>Send again</button>`,
      });

const statuses = [
  [undefined, 'All'],
  ['pending', 'On their way'],
  ['delivered', 'Delivered'],
  ['dead', 'Given up'],
] as const;

export const deliveryFilter = (ctx: Ctx, path: string, status: string | undefined): Html =>
  html`<nav class="narrow" aria-label="Deliveries by how they stand">
    ${statuses.map(
      ([value, words]) =>
        html`<a
          href="${link(ctx, path, { status: value })}"
          ${value === status && html`aria-current="true"`}
          >${words}</a
        >`,
    )}
  </nav>`;
