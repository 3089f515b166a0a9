// Changes an endpoint: where it is, what it hears, whether it is on, and what signs it.
import { LockMode } from '@mikro-orm/core';
import { formatId, type WebhookEventType } from '@pausepoint/core';
import { newWebhookSecret } from './default-secret.ts';
import { giveUpWaiting } from './give-up-waiting.ts';
import { withPrevious } from './previous-secrets.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Scope } from '../records.ts';
import type { WebhookRecord } from './webhook-records.ts';
import { sealSecret } from '../sealing.ts';
import type { Store } from '../store.ts';
import { WebhookEndpoint } from '../tables/webhook.ts';
import { toWebhook, untroubled } from './webhook-row.ts';

type Of = Scope & { readonly id: string; readonly now: Date };

export interface WebhookChange extends Of {
  readonly url?: string | undefined;
  readonly events?: readonly WebhookEventType[] | undefined;
  readonly enabled?: boolean | undefined;
}

const byOwner = { enabled: false, failingSince: null, disabledReason: 'by_developer' } as const;

/** Undefined: there is no such webhook. What waits for one that is switched off is given up. */
export async function updateWebhook(
  store: Store,
  { developerId, mode, id, now, url, events, enabled }: WebhookChange,
): Promise<WebhookRecord | undefined> {
  return store.orm.em.fork().transactional(async (em) => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const row = await em.findOne(WebhookEndpoint, { developerId, mode, id }, lock);
    if (!row) return undefined;
    const off = enabled === false && row.enabled;
    // Elsewhere, nothing has failed yet.
    if (url !== undefined) {
      row.urlSealed = sealSecret(store.ring, developerId, `webhook/${id}/url`, url);
      row.failingSince = null;
    }
    if (events) row.events = [...events];
    if (enabled) Object.assign(row, untroubled);
    if (off) Object.assign(row, byOwner, { disabledAt: now });
    await em.flush();
    if (off) {
      await giveUpWaiting(em, { developerId, endpointId: id, error: 'the webhook was disabled' });
    }
    const detail = {
      webhook_id: formatId('webhook', id),
      // A URL may hold a secret.
      ...(url !== undefined && { url: 'changed' }),
      ...(events && { events: [...events] }),
      ...(enabled !== undefined && { enabled }),
    };
    await recordEvent(em, { developerId, mode, now, type: 'webhook.updated', detail });
    return toWebhook(store, row);
  });
}

/** The ones before sign too for a day, so that a receiver can change over. */
const rotate = `
update webhook_endpoint e set secret_sealed = ?, previous_secrets = ${withPrevious('e', '?')}
where developer_id = ? and mode = ? and id = ?`;

/** @param of.secret null: we make one, and only then it comes back */
export async function rotateWebhookSecret(
  store: Store,
  { developerId, mode, id, now, secret: own }: Of & { readonly secret: string | null },
): Promise<{ webhook: WebhookRecord; secret: string | null } | undefined> {
  const secret = own ?? newWebhookSecret();
  const sealed = sealSecret(store.ring, developerId, `webhook/${id}/secret`, secret);
  return store.orm.em.fork().transactional(async (em) => {
    await em.execute(rotate, [sealed, now, now, developerId, mode, id]);
    const row = await em.findOne(WebhookEndpoint, { developerId, mode, id });
    if (!row) return undefined;
    const detail = { webhook_id: formatId('webhook', id), secret: 'rotated' };
    await recordEvent(em, { developerId, mode, now, type: 'webhook.updated', detail });
    return { webhook: toWebhook(store, row), secret: own === null ? secret : null };
  });
}
