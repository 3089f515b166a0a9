// The developer's webhook endpoints, and the secret that signs a pause's own webhook_url.
import {
  pageOf,
  parsePageQuery,
  parseRegisterWebhook,
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
} from '@pausepoint/store';
import { readBody, readNoFields } from '../middleware/body.ts';
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
export async function readWebhook(ctx: Ctx, { store }: Services): Promise<void> {
  const webhook = await findWebhook(store, { ...scopeOf(ctx), id: idOf(ctx) });
  if (!webhook) throw new DomainError('not_found');
  ctx.body = presentWebhook(webhook);
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

const idOf = (ctx: Ctx): string => readId('webhook', ctx.state.params.id!);
