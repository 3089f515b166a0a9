// GET /webhooks: where events go, and the secret of those that go to a pause's own URL.
import { formatId, type Html, html } from '@pausepoint/core';
import { listWebhooks, mostWebhooks, type WebhookRecord } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link } from '../dashboard/mode.ts';
import { emptyState, table, when } from '../dashboard/parts.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';
import { defaultSecretPart } from './default-secret.ts';
import { heardBy, shownUrl, standing } from './webhook-words.ts';

export async function webhooksPage(ctx: Ctx, services: Services): Promise<void> {
  const scope = scopeOfPage(ctx, services);
  const webhooks = await listWebhooks(services.store, scope);
  const add = html`<a class="button main" href="${link(ctx, '/webhooks/new')}">Add a webhook</a>`;
  await sendDashboard(ctx, services, {
    title: 'Webhooks',
    section: 'webhooks',
    lead: 'Your own address is told when a pause is answered, runs out of time or is cancelled.',
    actions:
      webhooks.length > 0
        ? html`<a class="button" href="${link(ctx, '/webhooks/deliveries')}">All deliveries</a> ${
              webhooks.length < mostWebhooks && add
            }`
        : html`<a class="button" href="${link(ctx, '/webhooks/deliveries')}">All deliveries</a>`,
    body: html`<section aria-label="Webhooks">
        ${table({
          caption: 'Webhooks',
          head: ['Address', 'Status', 'Hears of', 'Added'],
          rows: webhooks.map((webhook) => row(ctx, webhook)),
          empty: emptyState({
            heading: 'No webhook yet',
            body: html`<p>
              Add the address of your own server, and it hears of every event at once, signed and
              tried again until it arrives. An agent that polls needs none.
            </p>`,
            action: html`<p class="ways">
              ${add} <a href="/docs#webhooks">How they are signed</a>
            </p>`,
          }),
        })}
      </section>
      ${defaultSecretPart(ctx, services)}`,
  });
}

const row = (ctx: Ctx, webhook: WebhookRecord): readonly Html[] => [
  html`<a href="${link(ctx, `/webhooks/${formatId('webhook', webhook.id)}`)}"
    >${shownUrl(webhook.url)}</a
  >`,
  standing(webhook, ctx.state.now),
  html`${heardBy(webhook)}`,
  when(webhook.createdAt, ctx.state.now),
];
