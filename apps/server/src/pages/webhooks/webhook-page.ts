// GET /webhooks/:id: one webhook: how it stands, what may be done, what was sent to it.
import { pageOf, parseWebhookDeliveryQuery, readId } from '@pausepoint/contract';
import { formatId, type Html, html } from '@pausepoint/core';
import {
  type DeliveryRecord,
  findDelivery,
  listDeliveries,
  type WebhookRecord,
} from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link } from '../dashboard/mode.ts';
import { facts, pager, statusWord, timeOf } from '../dashboard/parts.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';
import { tries } from '../pauses/timeline-list.ts';
import { deliveryFilter, deliveryTable } from './delivery-table.ts';
import { ownWebhookOfPage } from './own-webhook.ts';
import { webhookActs } from './webhook-acts.ts';
import { heardBy, shownUrl, standing } from './webhook-words.ts';

const PAGE = 20;

export async function webhookPage(ctx: Ctx, services: Services): Promise<void> {
  const webhook = await ownWebhookOfPage(ctx, services);
  const { status, cursor } = ctx.query;
  const wish = parseWebhookDeliveryQuery({ status: status === '' ? undefined : status, cursor });
  const { store } = services;
  const scope = scopeOfPage(ctx, services);
  const page = { ...scope, endpointId: webhook.id, status: wish.status, before: wish.cursor };
  const [found, tested] = await Promise.all([
    listDeliveries(store, { ...page, limit: PAGE + 1 }),
    testOf(ctx, services, webhook),
  ]);
  const { rows, nextCursor } = pageOf(found, PAGE);
  const path = `/webhooks/${formatId('webhook', webhook.id)}`;
  await sendDashboard(ctx, services, {
    title: html`${new URL(webhook.url).host}`,
    section: 'webhooks',
    lead: html`<a href="${link(ctx, '/webhooks')}">All webhooks</a>`,
    body: html`${tested && testResult(ctx, tested)} ${whatItIs(webhook, ctx.state.now)}
      ${webhookActs(ctx, services, webhook)}
      <section aria-labelledby="deliveries">
        <h2 id="deliveries">Deliveries</h2>
        ${deliveryFilter(ctx, path, wish.status)}
        ${deliveryTable(ctx, services, rows, { isNarrowed: wish.status !== undefined, from: 'webhook' })}
        ${pager(ctx, nextCursor)}
      </section>`,
  });
}

const whatItIs = (webhook: WebhookRecord, now: Date): Html =>
  facts([
    ['Address', shownUrl(webhook.url)],
    ['Status', standing(webhook, now)],
    ['Hears of', heardBy(webhook)],
    ['Id', html`<code>${formatId('webhook', webhook.id)}</code>`],
    ['Added', timeOf(webhook.createdAt)],
  ]);

/** The test this page was sent to after. */
async function testOf(
  ctx: Ctx,
  services: Services,
  webhook: WebhookRecord,
): Promise<DeliveryRecord | undefined> {
  const { test } = ctx.query;
  if (typeof test !== 'string' || test === '') return undefined;
  const of = { ...scopeOfPage(ctx, services), id: readId('delivery', test), pauseId: webhook.id };
  return findDelivery(services.store, of);
}

const testWords = {
  pending: 'The test is still on its way',
  delivered: 'The test arrived',
  dead: 'The test did not arrive',
} as const;

function testResult(ctx: Ctx, { status, attempts, lastError }: DeliveryRecord): Html {
  const standsAs = { pending: 'pending', delivered: 'delivered', dead: 'failed' }[status];
  return html`<section class="card tested" role="status" aria-label="The test">
    <h2>${statusWord(standsAs, testWords[status])}</h2>
    ${status === 'dead' && lastError !== null && html`<p>${lastError}</p>`}
    ${
      status === 'pending'
        ? html`<p>No answer has come yet. <a href="${ctx.path + ctx.search}">Look again</a></p>`
        : tries(attempts)
    }
  </section>`;
}
