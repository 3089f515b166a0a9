// GET /webhooks/:id/edit and POST /webhooks/:id: where it is and what it hears.
import { parseUpdateWebhook } from '@pausepoint/contract';
import { DomainError, formatId, html } from '@pausepoint/core';
import { updateWebhook } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { back, form, readFormList } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link } from '../dashboard/mode.ts';
import type { Faults } from '../dashboard/parts.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';
import { ownWebhookOfPage } from './own-webhook.ts';
import {
  asBody,
  readTyped,
  type TypedWebhook,
  typedFaults,
  webhookFields,
} from './webhook-form.ts';

export async function webhookEdit(ctx: Ctx, services: Services): Promise<void> {
  const { id, url, events } = await ownWebhookOfPage(ctx, services);
  await ask(ctx, services, id, { url, events, secret: '' });
}

function ask(
  ctx: Ctx,
  services: Services,
  id: string,
  typed: TypedWebhook,
  faults?: Faults,
): Promise<void> {
  const path = `/webhooks/${formatId('webhook', id)}`;
  return sendDashboard(ctx, services, {
    title: 'Change the webhook',
    section: 'webhooks',
    status: faults ? 422 : 200,
    lead: html`<a href="${link(ctx, path)}">Back to the webhook</a>`,
    body: form(ctx, services, {
      action: path,
      label: 'Change the webhook',
      body: webhookFields({ typed, faults: faults ?? {}, isNew: false, submit: 'Save' }),
    }),
  });
}

export async function webhookSave(ctx: Ctx, services: Services): Promise<void> {
  const typed = { ...readTyped(await readFormList(ctx, services)), secret: '' };
  const { id } = await ownWebhookOfPage(ctx, services);
  const allowPrivate = services.config.allowPrivateWebhooks;
  try {
    const change = parseUpdateWebhook(asBody(typed), { allowPrivate });
    const of = { ...scopeOfPage(ctx, services), id, now: ctx.state.now };
    if (!(await updateWebhook(services.store, { ...of, ...change }))) {
      throw new DomainError('not_found');
    }
  } catch (error) {
    return ask(ctx, services, id, typed, typedFaults(error));
  }
  back(ctx, `/webhooks/${formatId('webhook', id)}`, 'saved');
}
