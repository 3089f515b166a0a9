// Webhook endpoints over the wire: made, changed, tried, and what was sent to them.
import type { WebhookEventType } from '@pausepoint/contract/wire';
import type {
  Delivery,
  DeliveryList,
  DeliveryStatus,
  NewWebhook,
  RegisterWebhook,
  UpdateWebhook,
  Webhook,
  WebhookList,
} from '@pausepoint/contract/wire-webhooks';
import { eachOf } from './pages.ts';
import type { CallOptions, Send } from './request.ts';

export interface WebhookPageFilter {
  /** How many a page may hold, 1-100. Default 20. */
  readonly limit?: number | undefined;
  /** The `next_cursor` of the page before. */
  readonly cursor?: string | undefined;
}

export interface DeliveryFilter extends WebhookPageFilter {
  /** `dead`: what no try follows for. */
  readonly status?: DeliveryStatus | undefined;
  readonly pause_id?: string | undefined;
  readonly event_type?: WebhookEventType | 'webhook.test' | undefined;
}

export interface RedeliverSpan {
  /** What died at or after this instant. */
  readonly since: Date | string;
  readonly until?: Date | string | undefined;
}

/**
 * The endpoints of the key's mode. Needs a key of role `admin`: an agent's is refused with `role_denied`.
 * What must not happen twice (create, rotate, test, redeliver) is never tried again by itself.
 */
export interface WebhookEndpoints {
  /**
   * Where events are POSTed from now on. Throws `webhook_url_refused`.
   *
   * ```ts
   * const { secret } = await client.webhooks.create({ url, events: ['pause.responded'] });
   * ```
   */
  create(webhook: RegisterWebhook, options?: CallOptions): Promise<NewWebhook>;
  get(webhookId: string, options?: CallOptions): Promise<Webhook>;
  /** A page of endpoints, newest first. */
  list(filter?: WebhookPageFilter, options?: CallOptions): Promise<WebhookList>;
  /** Endpoint after endpoint, newest first, page by page. */
  iterate(filter?: WebhookPageFilter, options?: CallOptions): AsyncGenerator<Webhook>;
  /** `{ enabled: true }` brings back one that was disabled. */
  update(webhookId: string, change: UpdateWebhook, options?: CallOptions): Promise<Webhook>;
  delete(webhookId: string, options?: CallOptions): Promise<void>;
  /** A new secret; the old one keeps signing beside it for 24 h. @param secret your own, else one is made */
  rotateSecret(
    webhookId: string,
    secret?: string | null,
    options?: CallOptions,
  ): Promise<NewWebhook>;
  /** Sends a test and waits for its first try. Throws `webhook_disabled`. */
  test(webhookId: string, options?: CallOptions): Promise<Delivery>;
  /** A page of all that was sent, newest first, also to pauses' own `webhook_url`s. */
  deliveries(filter?: DeliveryFilter, options?: CallOptions): Promise<DeliveryList>;
  /** The same, one after the other. */
  iterateDeliveries(filter?: DeliveryFilter, options?: CallOptions): AsyncGenerator<Delivery>;
  /** A page of what was sent to one endpoint. */
  deliveriesTo(
    webhookId: string,
    filter?: Omit<DeliveryFilter, 'pause_id' | 'event_type'>,
    options?: CallOptions,
  ): Promise<DeliveryList>;
  /** Sends one again, with the same id and bytes. Throws `webhook_disabled`, `personal_data_erased`. */
  redeliver(deliveryId: string, options?: CallOptions): Promise<Delivery>;
  /** Sends again all that died. @returns how many */
  redeliverDead(webhookId: string, span: RedeliverSpan, options?: CallOptions): Promise<number>;
  /** What signs the webhooks of pauses that bring their own `webhook_url`; one for each mode. */
  defaultSecret(options?: CallOptions): Promise<string>;
  /** A new one; the old one keeps signing beside it for 24 h. */
  rotateDefaultSecret(options?: CallOptions): Promise<string>;
}

/** As long as a server waits for a test's first try. */
const testSeconds = 20;

export function webhookEndpointsOver(send: Send): WebhookEndpoints {
  const read = <T>(path: string, { signal }: CallOptions = {}, query?: object): Promise<T> =>
    send({ method: 'GET', path, query, signal });
  const once = <T>(path: string, { signal }: CallOptions = {}, body?: object): Promise<T> =>
    send({ method: 'POST', path, body, retries: 0, signal });

  const list: WebhookEndpoints['list'] = (filter, options) => read(base, options, filter);
  const deliveries: WebhookEndpoints['deliveries'] = (filter, options) =>
    read('/v1/deliveries', options, filter);

  return {
    create: (webhook, options) => once(base, options, webhook),
    get: (id, options) => read(pathOf(id), options),
    list,
    iterate: (filter, options) =>
      eachOf((cursor) => list({ ...filter, cursor }, options), filter?.cursor),
    update: (id, body, { signal } = {}) =>
      send({ method: 'PATCH', path: pathOf(id), body, signal }),
    delete: (id, { signal } = {}) =>
      send({ method: 'DELETE', path: pathOf(id), read: () => undefined, signal }),
    rotateSecret: (id, secret = null, options) =>
      once(`${pathOf(id)}/rotate-secret`, options, { secret }),
    test: (id, { signal } = {}) =>
      send({
        ...{ method: 'POST', path: `${pathOf(id)}/test`, retries: 0 },
        ...{ holdSeconds: testSeconds, signal },
      }),
    deliveries,
    iterateDeliveries: (filter, options) =>
      eachOf((cursor) => deliveries({ ...filter, cursor }, options), filter?.cursor),
    deliveriesTo: (id, filter, options) => read(`${pathOf(id)}/deliveries`, options, filter),
    redeliver: (id, options) => once(`/v1/deliveries/${encodeURIComponent(id)}/redeliver`, options),
    redeliverDead: async (id, span, options) => {
      const path = `${pathOf(id)}/redeliver`;
      return (await once<{ redelivered: number }>(path, options, span)).redelivered;
    },
    defaultSecret: async (options) =>
      (await read<{ secret: string }>(`${base}/default-secret`, options)).secret,
    rotateDefaultSecret: async (options) =>
      (await once<{ secret: string }>(`${base}/default-secret/rotate`, options)).secret,
  };
}

const base = '/v1/webhooks';
const pathOf = (webhookId: string): string => `${base}/${encodeURIComponent(webhookId)}`;
