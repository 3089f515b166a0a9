// What was sent to webhooks: the log with every try, one or all of what died sent again, and a test.
import {
  pageOf,
  parseDeliveryQuery,
  parseRedeliverDead,
  parseWebhookDeliveryQuery,
  presentDelivery,
  presentDeliveryList,
  presentRedelivered,
  readId,
} from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import { listDeliveries, redeliver, redeliverDead, testWebhook } from '@pausepoint/store';
import { readBody, readNoFields } from '../middleware/body.ts';
import type { Ctx, Services } from '../services.ts';
import { scopeOf } from './caller.ts';
import { waitForDelivery } from './wait-for-delivery.ts';
import { ownWebhook } from './webhooks.ts';

/** GET /v1/deliveries. */
export async function readDeliveries(ctx: Ctx, { store }: Services): Promise<void> {
  const { limit, cursor, ...filter } = parseDeliveryQuery(ctx.query);
  const page = { ...scopeOf(ctx), ...filter, limit: limit + 1, before: cursor };
  const { rows, nextCursor } = pageOf(await listDeliveries(store, page), limit);
  ctx.body = presentDeliveryList(rows, nextCursor);
}

/** GET /v1/webhooks/:id/deliveries. */
export async function readWebhookDeliveries(ctx: Ctx, services: Services): Promise<void> {
  const { id: endpointId } = await ownWebhook(ctx, services);
  const { limit, cursor, status } = parseWebhookDeliveryQuery(ctx.query);
  const page = { ...scopeOf(ctx), endpointId, status, limit: limit + 1, before: cursor };
  const { rows, nextCursor } = pageOf(await listDeliveries(services.store, page), limit);
  ctx.body = presentDeliveryList(rows, nextCursor);
}

/** POST /v1/deliveries/:id/redeliver. */
export async function sendAgain(ctx: Ctx, { store, signals }: Services): Promise<void> {
  const id = readId('delivery', ctx.state.params.id!);
  await readNoFields(ctx);
  const delivery = await redeliver(store, { ...scopeOf(ctx), id });
  if (!delivery) throw new DomainError('not_found');
  signals.due();
  ctx.status = 202;
  ctx.body = presentDelivery(delivery);
}

/** POST /v1/webhooks/:id/redeliver. */
export async function sendDeadAgain(ctx: Ctx, services: Services): Promise<void> {
  const { id } = await ownWebhook(ctx, services);
  const asked = parseRedeliverDead(await readBody(ctx));
  const count = await redeliverDead(services.store, { ...scopeOf(ctx), id, ...asked });
  if (count === undefined) throw new DomainError('not_found');
  services.signals.due();
  ctx.status = 202;
  ctx.body = presentRedelivered(count);
}

/** POST /v1/webhooks/:id/test: the worker sends it, in this process or in another. */
export async function tryWebhook(ctx: Ctx, services: Services): Promise<void> {
  const { store, signals } = services;
  const endpointId = readId('webhook', ctx.state.params.id!);
  await readNoFields(ctx);
  const id = await testWebhook(store, { ...scopeOf(ctx), id: endpointId });
  if (id === undefined) throw new DomainError('not_found');
  signals.due();
  const held = { scope: scopeOf(ctx), holder: ctx.state.key!.id };
  const delivery = await waitForDelivery(ctx, services, { id, endpointId, ...held });
  ctx.status = delivery.status === 'pending' ? 202 : 200;
  ctx.body = presentDelivery(delivery);
}
