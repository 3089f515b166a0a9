// What a webhook carries. A settled pause is frozen, so every try renders the same bytes.
import { formatId, iso, webhookTest, type Mode, type PostedEventType } from '@pausepoint/core';
import { rawOrNull, toJson } from './json/raw-json.ts';
import { outcomeOf, type PresentablePause } from './present-pause.ts';

export interface WebhookEventRecord {
  readonly id: string;
  readonly type: PostedEventType;
  readonly at: Date;
}

/** @param pause as it stood when the event happened */
export const webhookBody = (pause: PresentablePause, event: WebhookEventRecord): string =>
  envelope(event, pause.mode, pause.developerId, pause.id, {
    status: pause.status,
    ...outcomeOf(pause),
    metadata: rawOrNull(pause.metadata),
    content_digest: pause.contentDigest,
  });

export interface TestedWebhook {
  readonly developerId: string;
  readonly mode: Mode;
  readonly webhookId: string;
}

/** What the test of an endpoint carries: the same envelope, about no pause. */
export const webhookTestBody = (
  { developerId, mode, webhookId }: TestedWebhook,
  event: Pick<WebhookEventRecord, 'id' | 'at'>,
): string =>
  envelope({ ...event, type: webhookTest }, mode, developerId, null, {
    webhook_id: formatId('webhook', webhookId),
  });

const envelope = (
  { id, type, at }: WebhookEventRecord,
  mode: Mode,
  developerId: string,
  pauseId: string | null,
  data: Readonly<Record<string, unknown>>,
): string =>
  toJson({
    id: formatId('event', id),
    type,
    event: type,
    mode,
    pause_id: pauseId && formatId('pause', pauseId),
    developer_id: formatId('developer', developerId),
    timestamp: iso(at),
    data,
  });
