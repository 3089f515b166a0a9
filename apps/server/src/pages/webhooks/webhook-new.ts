// GET /webhooks/new and POST /webhooks: an address that will hear of events.
import { parseRegisterWebhook } from '@pausepoint/contract';
import { formatId, html } from '@pausepoint/core';
import { createWebhook } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { form, readFormList } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link, modeOf } from '../dashboard/mode.ts';
import type { Faults } from '../dashboard/parts.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';
import {
  asBody,
  nothingTyped,
  readTyped,
  type TypedWebhook,
  typedFaults,
  webhookFields,
} from './webhook-form.ts';
import { newSecret } from './new-secret.ts';

export const webhookNew = (ctx: Ctx, services: Services): Promise<void> =>
  ask(ctx, services, nothingTyped);

const ask = (ctx: Ctx, services: Services, typed: TypedWebhook, faults?: Faults): Promise<void> =>
  sendDashboard(ctx, services, {
    title: 'Add a webhook',
    section: 'webhooks',
    status: faults ? 422 : 200,
    lead: `It hears of pauses in ${modeOf(ctx, services)} mode.`,
    body: form(ctx, services, {
      action: '/webhooks',
      label: 'Add a webhook',
      body: webhookFields({ typed, faults: faults ?? {}, isNew: true, submit: 'Add the webhook' }),
    }),
  });

export async function webhookAdd(ctx: Ctx, services: Services): Promise<void> {
  const { store, config } = services;
  const typed = readTyped(await readFormList(ctx, services));
  try {
    const wanted = parseRegisterWebhook(asBody(typed), {
      allowPrivate: config.allowPrivateWebhooks,
    });
    const scope = scopeOfPage(ctx, services);
    const made = await createWebhook(store, { ...scope, ...wanted, now: ctx.state.now });
    const url = link(ctx, `/webhooks/${formatId('webhook', made.webhook.id)}`);
    await sendDashboard(ctx, services, {
      title: 'The webhook is added',
      section: 'webhooks',
      status: 201,
      body: html`${
          made.secret === null
            ? html`<p>Events are signed with the secret you gave.</p>`
            : newSecret(made.secret)
        }
        <p class="ways"><a class="button main" href="${url}">Go on and test it</a></p>`,
    });
  } catch (error) {
    await ask(ctx, services, typed, typedFaults(error));
  }
}
