// Endpoints with an owner, what is due to them, and what a try at it showed.
import type { EndpointChange } from '@pausepoint/core';
import { claimWebhooks } from '../deliveries/claim-webhooks.ts';
import { register } from '../accounts/developers.ts';
import type { WebhookClaim } from '../records.ts';
import { settle } from '../settling/settle.ts';
import type { Store } from '../store.ts';
import { createWebhook } from '../webhooks/webhooks.ts';
import { opened, tap, times } from './acts.ts';
import { lease, result } from './attempts.ts';

export const refused = result(
  { status: 'pending', nextInMilliseconds: 60_000 },
  { error: 'refused' },
);
export const gone: EndpointChange = { to: 'disabled', reason: 'gone' };
export const over: EndpointChange = { to: 'disabled', reason: 'failing' };

export async function anEndpoint(store: Store) {
  const now = new Date();
  const email = `${crypto.randomUUID()}@example.com`;
  const account = { email, name: 'Ada', passwordHash: 'hash', plan: 'free', now } as const;
  const { developerId } = await register(store, account);
  const url = 'https://hooks.example.com/a-secret-path';
  const events = ['pause.responded'] as const;
  const wanted = { developerId, mode: 'live', url, secret: null, now, events } as const;
  const { webhook } = await createWebhook(store, wanted);
  return { developerId, email, id: webhook.id };
}

/** Claims of as many events as are wanted, for this endpoint. */
export async function claimed(
  store: Store,
  { developerId }: { developerId: string },
  count: number,
) {
  const pauses = await Promise.all(times(count, () => opened(store, { developerId })));
  await settle(
    store,
    pauses.map((pause) => tap(pause)),
  );
  return (await claimWebhooks(store, lease)).filter((one) => one.developerId === developerId);
}

export const showing = (
  claim: WebhookClaim,
  change: EndpointChange | undefined,
  came = refused,
) => ({
  claim,
  result: {
    ...came,
    endpoint: change && { id: claim.endpointId!, urlSeal: claim.urlSeal!, change },
  },
});
