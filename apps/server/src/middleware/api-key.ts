// Who a caller with an API key is.
import { DomainError } from '@pausepoint/core';
import type { Ctx, Services } from '../services.ts';

/** Throws `api_key_invalid`, in the same words whatever is wrong with the key. */
export async function requireKey(ctx: Ctx, services: Services): Promise<void> {
  const [, token] = /^bearer +(\S+) *$/i.exec(ctx.get('Authorization')) ?? [];
  const key = token && (await services.keys.find(token, ctx.state.now));
  if (!key) {
    throw new DomainError('api_key_invalid', 'Send a valid key: Authorization: Bearer pp_live_….');
  }
  ctx.state.key = key;
}
