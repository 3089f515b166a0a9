// Webhook endpoints of a developer: URL and secret sealed, the URL opened again for its owner.
import { formatId, newId, type WebhookEventType } from '@pausepoint/core';
import { newWebhookSecret } from './default-secret.ts';
import { recordEvent } from './record-event.ts';
import type { Scope, WebhookRecord } from './records.ts';
import { sealSecret, unsealSecret } from './sealing.ts';
import type { Store } from './store.ts';
import { Delivery } from './tables/delivery.ts';
import { WebhookEndpoint } from './tables/webhook.ts';

export interface NewWebhook extends Scope {
  readonly url: string;
  readonly events: readonly WebhookEventType[];
  /** Null: we make one. */
  readonly secret: string | null;
  readonly now: Date;
}

/** The secret comes back only when we made it. */
export async function createWebhook(
  store: Store,
  wanted: NewWebhook,
): Promise<{ webhook: WebhookRecord; secret: string | null }> {
  const { developerId, mode, url, now } = wanted;
  const id = newId(now);
  const events = [...wanted.events];
  const secret = wanted.secret ?? newWebhookSecret();
  await store.orm.em.fork().transactional(async (em) => {
    await em.insert(WebhookEndpoint, {
      developerId,
      id,
      mode,
      events,
      enabled: true,
      createdAt: now,
      urlSealed: sealSecret(store.ring, developerId, `webhook/${id}/url`, url),
      secretSealed: sealSecret(store.ring, developerId, `webhook/${id}/secret`, secret),
    });
    const detail = { webhook_id: formatId('webhook', id), events };
    await recordEvent(em, { developerId, mode, now, type: 'webhook.created', detail });
  });
  const webhook = { id, developerId, mode, url, events, enabled: true, createdAt: now };
  return { webhook, secret: wanted.secret === null ? secret : null };
}

/** Newest first. @param of.before the last one of the page before */
export async function listWebhooks(
  store: Store,
  of: Scope & { readonly limit?: number | undefined; readonly before?: string | undefined },
): Promise<WebhookRecord[]> {
  const { developerId, mode, limit = 100, before } = of;
  const where = { developerId, mode, ...(before !== undefined && { id: { $lt: before } }) };
  const order = { orderBy: { id: 'desc' }, limit } as const;
  const rows = await store.orm.em.fork().find(WebhookEndpoint, where, order);
  return rows.map((row) => toWebhook(store, row));
}

export async function findWebhook(
  store: Store,
  { developerId, mode, id }: Scope & { readonly id: string },
): Promise<WebhookRecord | undefined> {
  const row = await store.orm.em.fork().findOne(WebhookEndpoint, { developerId, mode, id });
  return row ? toWebhook(store, row) : undefined;
}

/** What was still to be sent there is given up. False: there is no such webhook. */
export async function deleteWebhook(
  store: Store,
  { developerId, mode, id, now }: Scope & { readonly id: string; readonly now: Date },
): Promise<boolean> {
  return store.orm.em.fork().transactional(async (em) => {
    const gone = await em.nativeDelete(WebhookEndpoint, { developerId, mode, id });
    if (gone === 0) return false;
    const waiting = {
      developerId,
      endpointId: id,
      kind: 'webhook',
      nextAttemptAt: { $ne: null },
    } as const;
    const over = {
      status: 'dead',
      nextAttemptAt: null,
      lastError: 'the webhook was deleted',
    } as const;
    await em.nativeUpdate(Delivery, waiting, over);
    const detail = { webhook_id: formatId('webhook', id) };
    await recordEvent(em, { developerId, mode, now, type: 'webhook.deleted', detail });
    return true;
  });
}

type Row = Omit<WebhookRecord, 'url' | 'events'> & {
  readonly urlSealed: Buffer;
  readonly events: readonly string[];
};

const toWebhook = ({ ring }: Store, row: Row): WebhookRecord => ({
  id: row.id,
  developerId: row.developerId,
  mode: row.mode,
  url: unsealSecret(ring, row.developerId, `webhook/${row.id}/url`, row.urlSealed),
  events: row.events as WebhookEventType[],
  enabled: row.enabled,
  createdAt: row.createdAt,
});
