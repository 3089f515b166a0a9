// Endpoints of one account, webhooks due to them, and how these end.
import type { Mode } from '@pausepoint/core';
import { claimWebhooks } from '../deliveries/claim-webhooks.ts';
import { listDeliveries } from '../deliveries/list-deliveries.ts';
import type { DeliveryFilter, DeliveryRecord } from '../webhooks/webhook-records.ts';
import { settle } from '../settling/settle.ts';
import type { Store } from '../store.ts';
import { createWebhook } from '../webhooks/webhooks.ts';
import { aDeveloper, opened, tap } from './acts.ts';
import { delivered, lease, report, result } from './attempts.ts';

export const died = result(
  { status: 'dead', nextInMilliseconds: null },
  { statusCode: 500, response: 'no', error: 'the receiver answered 500' },
);
export const inAnHour = result(
  { status: 'pending', nextInMilliseconds: 3_600_000 },
  { statusCode: 503, response: 'later', error: 'the receiver answered 503' },
);

export interface Endpoint {
  readonly developerId: string;
  readonly mode: Mode;
  readonly id: string;
}

/** It hears of answers. */
export async function endpointOf(
  store: Store,
  developerId = aDeveloper(),
  mode: Mode = 'live',
): Promise<Endpoint> {
  const wanted = { developerId, mode, url: 'https://example.com/h', secret: null, now: new Date() };
  const { webhook } = await createWebhook(store, { ...wanted, events: ['pause.responded'] });
  return { developerId, mode, id: webhook.id };
}

/** As many answered pauses, and so as many webhooks to each endpoint. */
export async function answered(
  store: Store,
  { developerId, mode }: Endpoint,
  count = 1,
  webhookUrl: string | null = null,
): Promise<void> {
  for (let i = 0; i < count; i++) {
    await settle(store, [tap(await opened(store, { developerId, mode, webhookUrl }))]);
  }
}

/** Every webhook that is due ends like this. */
export async function endAll(store: Store, as = delivered): Promise<void> {
  for (const claim of await claimWebhooks(store, lease)) await report(store, claim, as);
}

export const sentTo = (
  store: Store,
  { developerId, mode }: Endpoint,
  more: Partial<DeliveryFilter> = {},
): Promise<DeliveryRecord[]> => listDeliveries(store, { developerId, mode, limit: 100, ...more });
