// What the forms about a webhook do: each as the API's endpoint of that name does it.
import { DomainError, formatId, html } from '@pausepoint/core';
import {
  deleteWebhook,
  redeliverDead,
  rotateWebhookSecret,
  testWebhook,
  updateWebhook,
} from '@pausepoint/store';
import { waitForDelivery } from '../../api/wait-for-delivery.ts';
import type { Ctx, Services } from '../../services.ts';
import { back, readForm } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link } from '../dashboard/mode.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';
import { newSecret } from './new-secret.ts';
import { webhookIdOf } from './own-webhook.ts';

/** The form is one of ours before anything is done. */
async function readOf(ctx: Ctx, services: Services) {
  const fields = await readForm(ctx, services);
  const id = webhookIdOf(ctx);
  const path = `/webhooks/${formatId('webhook', id)}`;
  return { fields, path, of: { ...scopeOfPage(ctx, services), id, now: ctx.state.now } };
}

const found = <T>(value: T | undefined | false): T => {
  if (value === undefined || value === false) throw new DomainError('not_found');
  return value;
};

const switched = (enabled: boolean) =>
  async function (ctx: Ctx, services: Services): Promise<void> {
    const { of, path } = await readOf(ctx, services);
    found(await updateWebhook(services.store, { ...of, enabled }));
    back(ctx, path, enabled ? 'webhook_enabled' : 'webhook_disabled');
  };

/** POST /webhooks/:id/enable. */
export const webhookEnable = switched(true);
/** POST /webhooks/:id/disable. */
export const webhookDisable = switched(false);

/** POST /webhooks/:id/delete. */
export async function webhookDelete(ctx: Ctx, services: Services): Promise<void> {
  const { of } = await readOf(ctx, services);
  found(await deleteWebhook(services.store, of));
  back(ctx, '/webhooks', 'webhook_deleted');
}

/** POST /webhooks/:id/rotate-secret. */
export async function webhookRotate(ctx: Ctx, services: Services): Promise<void> {
  const { of, path } = await readOf(ctx, services);
  const { secret } = found(await rotateWebhookSecret(services.store, { ...of, secret: null }));
  await sendDashboard(ctx, services, {
    title: 'The secret is rotated',
    section: 'webhooks',
    lead: 'For 24 hours both sign: put the new one in beside the old one, then take the old one out.',
    body: html`${newSecret(secret!)}
      <p><a class="button" href="${link(ctx, path)}">Back to the webhook</a></p>`,
  });
}

/** POST /webhooks/:id/test: the page that follows shows what came of it. */
export async function webhookTest(ctx: Ctx, services: Services): Promise<void> {
  const { of, path } = await readOf(ctx, services);
  const id = found(await testWebhook(services.store, of));
  services.signals.due();
  const { developerId, mode } = of;
  const test = { id, endpointId: of.id, scope: { developerId, mode } };
  await waitForDelivery(ctx, services, { ...test, holder: ctx.state.session!.personId });
  back(ctx, `${path}?test=${formatId('delivery', id)}`);
}

/** POST /webhooks/:id/redeliver. */
export async function webhookRedeliver(ctx: Ctx, services: Services): Promise<void> {
  const { of, path, fields } = await readOf(ctx, services);
  const since = sinceOf(fields['since']);
  if (!since) return back(ctx, path, 'no_such_time');
  const count = found(await redeliverDead(services.store, { ...of, since, until: null }));
  services.signals.due();
  back(ctx, path, count > 0 ? 'sent_again' : 'nothing_to_send');
}

/** As the field writes it, in UTC: `2026-11-22T09:00`. */
function sinceOf(typed = ''): Date | undefined {
  const [minutes] =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(?=(?::\d\d(?:\.\d+)?)?Z?$)/.exec(typed.trim()) ?? [];
  const at = minutes === undefined ? NaN : Date.parse(`${minutes}:00.000Z`);
  return Number.isNaN(at) ? undefined : new Date(at);
}
