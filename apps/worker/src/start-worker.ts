// Answers the clock: times pauses out, tells humans and machines, until it is closed.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { noChannels, type OpenChannels } from '@pausepoint/channels';
import type { Log, Metrics, Signals } from '@pausepoint/runtime';
import {
  claimNotifications,
  claimWebhooks,
  createBatches,
  keepMessages,
  recordAttempts,
  untilDue,
  type Claim,
  type NewSandboxMessage,
  type NotificationClaim,
  type Report,
  type Store,
  type WebhookClaim,
} from '@pausepoint/store';
import { Cron } from 'croner';
import { createAgenda } from './agenda.ts';
import type { WorkerConfig } from './config.ts';
import { startDelivery } from './deliver.ts';
import { startDueLoop } from './due-loop.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createNotify } from './notify/notify.ts';
import { createPostWebhook } from './post-webhook.ts';
import { createSafeFetch } from './safe-fetch.ts';
import { startPruning } from './prune.ts';
import { startSealing } from './seal.ts';
import { sweep } from './sweep.ts';
import { startTellingOwners } from './tell-owners.ts';

export interface WorkerParts {
  readonly config: WorkerConfig;
  readonly store: Store;
  readonly signals: Signals;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Opened and closed by whoever starts the worker; absent: no message leaves the house. */
  readonly channels?: OpenChannels;
}

export interface Worker {
  close(): Promise<void>;
}

/** One commit for all that ends while the one before is under way. */
const TOGETHER = { most: 200, atOnce: 1 };

export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const { config, store, signals, log, metrics, now, channels = noChannels } = parts;
  let open = true;
  const sealing = await startSealing(parts);

  const fetch = createSafeFetch({
    allowPrivate: config.allowPrivateWebhooks,
    timeoutMilliseconds: config.webhookTimeoutSeconds * 1_000,
  });
  const recording = createBatches({ ...TOGETHER, repeatable: true }, (reports: readonly Report[]) =>
    recordAttempts(store, reports),
  );
  const keeping = createBatches<NewSandboxMessage, void>(TOGETHER, async (messages) => {
    await keepMessages(store, messages);
    return [];
  });
  const onUnreadable = ({ kind, deliveryId }: Claim, error: unknown): void => {
    metrics.attempts.inc({ kind, outcome: 'dead' });
    log.error({ err: error, kind, deliveryId }, 'a delivery cannot be opened, given up');
  };
  const shared = { ...parts, record: recording.add, leaseSeconds: config.leaseSeconds };
  const notifications = startDelivery<NotificationClaim>({
    ...shared,
    kind: 'notification',
    atOnce: 128,
    perLane: 16,
    claim: (options) => claimNotifications(store, { ...options, onUnreadable }),
    laneOf: ({ developerId, channel, pause }) => [
      developerId,
      pause.sandboxed ? 'sandbox' : channel,
    ],
    attempt: createNotify({ store, publicUrl: config.publicUrl, keep: keeping.add, channels, now }),
    onGivenUp: ({ channel, notice, deliveryId }, error) =>
      log.warn({ channel, notice, deliveryId, error }, 'a message was given up'),
    onRecorded(recorded) {
      if (recorded === 'again') loop.wake();
      // It has made webhooks, or somebody else's turn come.
      if (recorded === 'given up') lookAtAll();
    },
  });
  const webhooks = startDelivery<WebhookClaim>({
    ...shared,
    kind: 'webhook',
    atOnce: 256,
    perLane: 16,
    claim: (options) => claimWebhooks(store, { ...options, onUnreadable }),
    laneOf: ({ developerId, url }) => [developerId, URL.parse(url)?.host ?? ''],
    attempt: createPostWebhook({ fetch, now }),
    onRecorded: (recorded) => recorded === 'again' && loop.wake(),
  });
  const lookAtAll = (): void => {
    notifications.look();
    webhooks.look();
  };

  const agenda = createAgenda(() => untilDue(store));
  const loop = startDueLoop({
    untilDue: agenda.read,
    onError(error) {
      metrics.loopErrors.inc({ loop: 'due' });
      log.error({ err: error }, 'looking for what is due failed, will look again');
    },
    async round() {
      if (agenda.isDue('notification')) notifications.look();
      if (agenda.isDue('webhook')) webhooks.look();
      if (!agenda.isDue('pause')) return false;
      return (await sweep({ store, signals, metrics, open: () => open })) > 0;
    },
  });
  // Should the loop ever sleep through, this wakes it.
  const cron = new Cron('*/10 * * * * *', loop.wake);
  const owners = startTellingOwners({ ...parts, channels, ...config });
  const pruning = startPruning(parts);
  const heartbeat = startHeartbeat({ store, log, now, processId: `${hostname()}/${randomUUID()}` });
  // Pokes skip the loop, so that the first try leaves within milliseconds. A settlement is news to
  // humans only where a message can still be edited.
  const edits = Object.values(channels.couriers).some(({ edit }) => edit);
  const leave = [signals.onSettled(edits ? lookAtAll : webhooks.look), signals.onDue(lookAtAll)];

  return {
    async close() {
      open = false;
      for (const stop of leave) stop();
      cron.stop();
      await loop.close();
      const parted = [notifications, webhooks, owners, pruning, heartbeat];
      await Promise.all(parted.map((part) => part.close()));
      // Last, so that what they have just brought about is sealed if there is time.
      await sealing.close();
      fetch.close();
      log.info('worker closed');
    },
  };
}
