// Webhook endpoints of a developer: URL and secret sealed, the URL opened again for its owner.
import { DomainError, formatId, newId, type WebhookEventType } from '@pausepoint/core';
import { newWebhookSecret } from './default-secret.ts';
import { giveUpWaiting } from './give-up-waiting.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Scope } from '../records.ts';
import type { WebhookRecord } from './webhook-records.ts';
import { sealSecret } from '../sealing.ts';
import type { Store } from '../store.ts';
import { WebhookEndpoint } from '../tables/webhook.ts';
import { toWebhook, untroubled } from './webhook-row.ts';

export interface NewWebhook extends Scope {
  readonly url: string;
  readonly events: readonly WebhookEventType[];
  /** Null: we make one. */
  readonly secret: string | null;
  readonly now: Date;
}

/** Every event goes to each of them that wants it, so there is an end to how many. */
export const mostWebhooks = 20;

const tooMany = (): DomainError =>
  new DomainError(
    'invalid_request',
    `There are ${mostWebhooks} webhooks in this mode, and there cannot be more: delete one first.`,
  );

/** So that two made at once are counted one after the other. */
const oneAtATime = `select pg_advisory_xact_lock(hashtextextended(?, 0))`;

/** The secret comes back only when we made it. */
export async function createWebhook(
  store: Store,
  wanted: NewWebhook,
): Promise<{ webhook: WebhookRecord; secret: string | null }> {
  const { developerId, mode, url, now } = wanted;
  const id = newId(now);
  const events = [...wanted.events];
  const secret = wanted.secret ?? newWebhookSecret();
  return store.orm.em.fork().transactional(async (em) => {
    await em.execute(oneAtATime, [`webhooks/${developerId}/${mode}`]);
    if ((await em.count(WebhookEndpoint, { developerId, mode })) >= mostWebhooks) throw tooMany();
    const row = { developerId, id, mode, events, ...untroubled, createdAt: now };
    await em.insert(WebhookEndpoint, {
      ...row,
      urlSealed: sealSecret(store.ring, developerId, `webhook/${id}/url`, url),
      secretSealed: sealSecret(store.ring, developerId, `webhook/${id}/secret`, secret),
    });
    const detail = { webhook_id: formatId('webhook', id), events };
    await recordEvent(em, { developerId, mode, now, type: 'webhook.created', detail });
    return { webhook: { ...row, url }, secret: wanted.secret === null ? secret : null };
  });
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
    await giveUpWaiting(em, { developerId, endpointId: id, error: 'the webhook was deleted' });
    const detail = { webhook_id: formatId('webhook', id) };
    await recordEvent(em, { developerId, mode, now, type: 'webhook.deleted', detail });
    return true;
  });
}
