// Who a caller with an API key is.
import { DomainError } from '@pausepoint/core';
import type { Exchange, Services } from '../services.ts';

/** Throws `api_key_invalid`, in the same words whatever is wrong with the key. */
export async function requireKey({ req, state }: Exchange, services: Services): Promise<void> {
  const [, token] = /^bearer +(\S+) *$/i.exec(req.headers.authorization ?? '') ?? [];
  const key = token && (await services.keys.find(token, state.now));
  if (!key) {
    throw new DomainError('api_key_invalid', 'Send a valid key: Authorization: Bearer pp_live_….');
  }
  state.key = key;
}
