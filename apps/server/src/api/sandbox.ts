// GET /v1/sandbox/messages: what would have been sent to humans.
import { pageOf, parsePageQuery, presentMessageList } from '@pausepoint/contract';
import { listMessages } from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';
import { scopeOf } from './caller.ts';

export async function readSandboxMessages(ctx: Ctx, { store }: Services): Promise<void> {
  const { limit, cursor } = parsePageQuery(ctx.query);
  const found = await listMessages(store, { ...scopeOf(ctx), limit: limit + 1, before: cursor });
  const { rows, nextCursor } = pageOf(found, limit);
  ctx.body = presentMessageList(rows, nextCursor);
}
