// A webhook endpoint as the database keeps it, and as its owner sees it: URL opened, secrets not.
import type { DisabledReason, Mode, WebhookEventType } from '@pausepoint/core';
import type { WebhookRecord } from './webhook-records.ts';
import { unsealSecret } from '../sealing.ts';
import type { Store } from '../store.ts';

export interface WebhookRow {
  readonly id: string;
  readonly developerId: string;
  readonly mode: Mode;
  readonly urlSealed: Buffer;
  readonly events: readonly string[];
  readonly enabled: boolean;
  readonly failingSince?: Date | null | undefined;
  readonly disabledAt?: Date | null | undefined;
  readonly disabledReason?: DisabledReason | null | undefined;
  readonly createdAt: Date;
}

export const toWebhook = ({ ring }: Store, row: WebhookRow): WebhookRecord => ({
  id: row.id,
  developerId: row.developerId,
  mode: row.mode,
  url: unsealSecret(ring, row.developerId, `webhook/${row.id}/url`, row.urlSealed),
  events: row.events as WebhookEventType[],
  enabled: row.enabled,
  failingSince: row.failingSince ?? null,
  disabledAt: row.disabledAt ?? null,
  disabledReason: row.disabledReason ?? null,
  createdAt: row.createdAt,
});

/** On, and with no failure to remember. */
export const untroubled = {
  enabled: true,
  failingSince: null,
  disabledAt: null,
  disabledReason: null,
} as const;
