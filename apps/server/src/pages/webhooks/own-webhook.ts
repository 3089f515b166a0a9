// The webhook a page is about, in the mode the page shows.
import { readId } from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import { findWebhook, type WebhookRecord } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';

/** Its id, whether there is such a one or not. */
export const webhookIdOf = (ctx: Ctx): string => readId('webhook', ctx.state.params.id!);

export async function ownWebhookOfPage(ctx: Ctx, services: Services): Promise<WebhookRecord> {
  const of = { ...scopeOfPage(ctx, services), id: webhookIdOf(ctx) };
  const webhook = await findWebhook(services.store, of);
  if (!webhook) throw new DomainError('not_found');
  return webhook;
}
