// The webhooks' pages: none, some, one with what was sent to it, added, refused, secrets shown.
import { formatId, webhookEventTypes } from '@pausepoint/core';
import {
  createWebhook,
  listDeliveries,
  settle,
  testWebhook,
  updateWebhook,
} from '@pausepoint/store';
import { testPause } from '../../testing/test-developer.ts';
import { send, type DashboardStage, type DashboardState } from './dashboard-states.ts';
import { ownerId, work } from './pause-states.ts';

async function made(stage: DashboardStage): Promise<string> {
  const { webhook } = await createWebhook(stage.server.store, {
    ...{ developerId: ownerId(stage), mode: 'test', events: webhookEventTypes, secret: null },
    ...{ url: 'https://example.com/hooks/pausepoint?team=finance', now: new Date() },
  });
  return webhook.id;
}

async function ended(stage: DashboardStage, status: 'delivered' | 'dead'): Promise<void> {
  const { id } = await testPause(stage.server, stage.owner.test);
  const act = { kind: 'cancel', mode: 'test', developerId: ownerId(stage) } as const;
  await settle(stage.server.store, [{ ...act, pauseId: id.slice('psr_'.length) }]);
  await work(stage, status);
}

const path = (id: string): string => `/webhooks/${formatId('webhook', id)}`;

export const webhookStates: readonly DashboardState[] = [
  { name: 'webhooks-none', who: 'newcomer', prepare: () => '/webhooks' },
  {
    name: 'webhooks',
    async prepare(stage) {
      const of = { developerId: ownerId(stage), mode: 'test', id: await made(stage) } as const;
      await updateWebhook(stage.server.store, { ...of, enabled: false, now: new Date() });
      await made(stage);
      return '/webhooks';
    },
  },
  { name: 'webhook-new', prepare: () => '/webhooks/new' },
  {
    name: 'webhook-refused',
    prepare: () => '/webhooks/new',
    async act(page) {
      await page.locator('#url').fill('ftp://example.com/x');
      for (const box of await page.locator('input[type=checkbox]').all()) await box.uncheck();
      await send(page);
    },
  },
  {
    name: 'webhook-added',
    who: 'newcomer',
    prepare: () => '/webhooks/new',
    async act(page) {
      await page.locator('#url').fill('https://example.com/hooks/pausepoint');
      await send(page);
    },
  },
  {
    name: 'webhook',
    async prepare(stage) {
      const id = await made(stage);
      await ended(stage, 'dead');
      await ended(stage, 'delivered');
      return path(id);
    },
    act: (page) => page.locator('.tries summary').first().click(),
  },
  {
    name: 'webhook-tested',
    async prepare(stage) {
      const { store } = stage.server;
      const of = { developerId: ownerId(stage), mode: 'test', id: await made(stage) } as const;
      const test = await testWebhook(store, of);
      await work(stage, 'dead');
      const [sent] = await listDeliveries(store, { ...of, pauseId: of.id, limit: 1, id: test });
      return `${path(of.id)}?test=${formatId('delivery', sent!.id)}`;
    },
  },
  { name: 'webhook-edit', prepare: async (stage) => `${path(await made(stage))}/edit` },
  {
    name: 'webhook-rotated',
    prepare: async (stage) => path(await made(stage)),
    async act(page) {
      await page.locator('summary:has-text("Rotate")').click();
      await send(page, 'Make a new secret');
    },
  },
  {
    name: 'default-secret',
    prepare: () => '/webhooks',
    act: (page) => send(page, 'Show the secret'),
  },
  { name: 'deliveries', prepare: () => '/webhooks/deliveries' },
  { name: 'deliveries-none', who: 'newcomer', prepare: () => '/webhooks/deliveries?status=dead' },
];
