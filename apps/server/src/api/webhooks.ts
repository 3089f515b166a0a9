// The developer's webhook endpoints, and the secret that signs a pause's own webhook_url.
import {
  pageOf,
  parsePageQuery,
  parseRegisterWebhook,
  parseRotateSecret,
  parseUpdateWebhook,
  presentDefaultSecret,
  presentNewWebhook,
  presentWebhook,
  presentWebhookList,
  readId,
} from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import {
  createWebhook,
  defaultSecret,
  deleteWebhook,
  findWebhook,
  listWebhooks,
  rotateDefaultSecret,
  rotateWebhookSecret,
  updateWebhook,
  type WebhookRecord,
} from '@pausepoint/store';
import { readBody, readNoFields, readOptionalBody } from '../middleware/body.ts';
import type { Ctx, Services } from '../services.ts';
import { scopeOf } from './caller.ts';

/** POST /v1/webhooks. */
export async function addWebhook(ctx: Ctx, { store, config }: Services): Promise<void> {
  const allowPrivate = config.allowPrivateWebhooks;
  const wanted = parseRegisterWebhook(await readBody(ctx), { allowPrivate });
  const made = await createWebhook(store, { ...scopeOf(ctx), ...wanted, now: ctx.state.now });
  ctx.status = 201;
  ctx.body = presentNewWebhook(made.webhook, made.secret);
}

/** GET /v1/webhooks. */
export async function readWebhooks(ctx: Ctx, { store }: Services): Promise<void> {
  const { limit, cursor } = parsePageQuery(ctx.query);
  const found = await listWebhooks(store, { ...scopeOf(ctx), limit: limit + 1, before: cursor });
  const { rows, nextCursor } = pageOf(found, limit);
  ctx.body = presentWebhookList(rows, nextCursor);
}

/** GET /v1/webhooks/:id. */
export async function readWebhook(ctx: Ctx, services: Services): Promise<void> {
  ctx.body = presentWebhook(await ownWebhook(ctx, services));
}

/** PATCH /v1/webhooks/:id. */
export async function changeWebhook(ctx: Ctx, services: Services): Promise<void> {
  const { id } = await ownWebhook(ctx, services);
  const allowPrivate = services.config.allowPrivateWebhooks;
  const change = parseUpdateWebhook(await readBody(ctx), { allowPrivate });
  const of = { ...scopeOf(ctx), id, now: ctx.state.now };
  const webhook = await updateWebhook(services.store, { ...of, ...change });
  if (!webhook) throw new DomainError('not_found');
  ctx.body = presentWebhook(webhook);
}

/** POST /v1/webhooks/:id/rotate-secret. */
export async function replaceWebhookSecret(ctx: Ctx, { store }: Services): Promise<void> {
  const of = { ...scopeOf(ctx), id: idOf(ctx), now: ctx.state.now };
  const wanted = parseRotateSecret(await readOptionalBody(ctx));
  const rotated = await rotateWebhookSecret(store, { ...of, ...wanted });
  if (!rotated) throw new DomainError('not_found');
  ctx.body = presentNewWebhook(rotated.webhook, rotated.secret);
}

/** DELETE /v1/webhooks/:id. */
export async function removeWebhook(ctx: Ctx, { store }: Services): Promise<void> {
  const of = { ...scopeOf(ctx), id: idOf(ctx), now: ctx.state.now };
  await readNoFields(ctx);
  if (!(await deleteWebhook(store, of))) throw new DomainError('not_found');
  ctx.status = 204;
}

/** GET /v1/webhooks/default-secret: made when it is first asked for. */
export async function readDefaultSecret(ctx: Ctx, { store }: Services): Promise<void> {
  const secret = await defaultSecret(store, { ...scopeOf(ctx), now: ctx.state.now });
  ctx.body = presentDefaultSecret(secret);
}

/** POST /v1/webhooks/default-secret/rotate. */
export async function replaceDefaultSecret(ctx: Ctx, { store }: Services): Promise<void> {
  await readNoFields(ctx);
  const secret = await rotateDefaultSecret(store, { ...scopeOf(ctx), now: ctx.state.now });
  ctx.body = presentDefaultSecret(secret);
}

/** The one the path names; what is not there is told before anything else. */
export async function ownWebhook(ctx: Ctx, { store }: Services): Promise<WebhookRecord> {
  const webhook = await findWebhook(store, { ...scopeOf(ctx), id: idOf(ctx) });
  if (!webhook) throw new DomainError('not_found');
  return webhook;
}

const idOf = (ctx: Ctx): string => readId('webhook', ctx.state.params.id!);
