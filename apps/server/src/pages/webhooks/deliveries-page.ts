// GET /webhooks/deliveries: everything that was sent, to webhooks and to pauses' own URLs; and sent again.
import { pageOf, parseDeliveryQuery, readId } from '@pausepoint/contract';
import { DomainError, formatId, html } from '@pausepoint/core';
import { listDeliveries, redeliver } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { back, readForm } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link } from '../dashboard/mode.ts';
import { pager } from '../dashboard/parts.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';
import { deliveryFilter, deliveryTable } from './delivery-table.ts';

const PAGE = 20;

export async function deliveriesPage(ctx: Ctx, services: Services): Promise<void> {
  const { status, cursor } = ctx.query;
  const wish = parseDeliveryQuery({ status: status === '' ? undefined : status, cursor });
  const page = { ...scopeOfPage(ctx, services), status: wish.status, before: wish.cursor };
  const found = await listDeliveries(services.store, { ...page, limit: PAGE + 1 });
  const { rows, nextCursor } = pageOf(found, PAGE);
  const isNarrowed = wish.status !== undefined || wish.cursor !== undefined;
  await sendDashboard(ctx, services, {
    title: 'Deliveries',
    section: 'webhooks',
    lead: html`<a href="${link(ctx, '/webhooks')}">All webhooks</a>`,
    body: html`${deliveryFilter(ctx, '/webhooks/deliveries', wish.status)}
    ${deliveryTable(ctx, services, rows, { isNarrowed, from: 'log' })} ${pager(ctx, nextCursor)}`,
  });
}

/** POST /webhooks/deliveries/:id/redeliver. */
export async function deliveryAgain(ctx: Ctx, services: Services): Promise<void> {
  const { from } = await readForm(ctx, services);
  const id = readId('delivery', ctx.state.params.id!);
  const delivery = await redeliver(services.store, { ...scopeOfPage(ctx, services), id });
  if (!delivery) throw new DomainError('not_found');
  services.signals.due();
  const { endpointId } = delivery;
  const toWebhook = from === 'webhook' && endpointId !== null;
  back(
    ctx,
    toWebhook ? `/webhooks/${formatId('webhook', endpointId)}` : '/webhooks/deliveries',
    'sent_again',
  );
}
