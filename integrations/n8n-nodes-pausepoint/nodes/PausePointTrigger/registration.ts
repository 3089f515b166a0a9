// The webhook endpoint at PausePoint that belongs to one trigger node.
import type { IDataObject, IHookFunctions, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { pages } from '../../shared/pages.ts';
import { request } from '../../shared/request.ts';

/** What n8n keeps for the node between activations. */
interface Registered {
  webhookId?: unknown;
  secret?: unknown;
}

export const registeredOf = (caller: {
  getWorkflowStaticData(type: string): IDataObject;
}): Registered => caller.getWorkflowStaticData('node');

const urlOf = (caller: IHookFunctions): string => caller.getNodeWebhookUrl('default') ?? '';
const eventsOf = (caller: IHookFunctions): string[] =>
  caller.getNodeParameter('events') as string[];

/** Anything that is not exactly ours is made anew. */
export async function isRegistered(caller: IHookFunctions): Promise<boolean> {
  const { webhookId, secret } = registeredOf(caller);
  if (typeof webhookId !== 'string' || typeof secret !== 'string') return false;
  const found = (await endpoints(caller)).find(({ webhook_id }) => webhook_id === webhookId);
  const events = found?.['events'];
  return (
    found?.['url'] === urlOf(caller) &&
    found['enabled'] === true &&
    Array.isArray(events) &&
    events.toSorted().join() === eventsOf(caller).toSorted().join()
  );
}

export async function register(caller: IHookFunctions): Promise<boolean> {
  // What an activation that was broken off has left would be told everything a second time.
  await remove(caller);
  const { webhook_id, secret } = await request(caller, {
    method: 'POST',
    path: '/v1/webhooks',
    body: { url: urlOf(caller), events: eventsOf(caller) },
  });
  Object.assign(registeredOf(caller), { webhookId: webhook_id, secret });
  return true;
}

export async function unregister(caller: IHookFunctions): Promise<boolean> {
  await remove(caller);
  const registered = registeredOf(caller);
  delete registered.webhookId;
  delete registered.secret;
  return true;
}

/** The address names this node alone, so whatever is registered for it is ours. */
async function remove(caller: IHookFunctions): Promise<void> {
  const { webhookId } = registeredOf(caller);
  for (const { webhook_id, url } of await endpoints(caller)) {
    if (url !== urlOf(caller) && webhook_id !== webhookId) continue;
    await request(caller, { method: 'DELETE', path: `/v1/webhooks/${webhook_id as string}` });
  }
}

async function endpoints(caller: IHookFunctions): Promise<readonly IDataObject[]> {
  try {
    return await pages(caller, { path: '/v1/webhooks', query: {} });
  } catch (error) {
    throw new NodeApiError(caller.getNode(), error as JsonObject);
  }
}
