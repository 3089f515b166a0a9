// What a webhook carries. A settled pause is frozen, so every try renders the same bytes.
import { formatId, iso, type WebhookEventType } from '@pausepoint/core';
import { rawOrNull, toJson } from './json/raw-json.ts';
import { outcomeOf, type PresentablePause } from './present-pause.ts';

export interface WebhookEventRecord {
  readonly id: string;
  readonly type: WebhookEventType;
  readonly at: Date;
}

/** @param pause as it stood when the event happened */
export function webhookBody(pause: PresentablePause, event: WebhookEventRecord): string {
  return toJson({
    id: formatId('event', event.id),
    type: event.type,
    event: event.type,
    mode: pause.mode,
    pause_id: formatId('pause', pause.id),
    developer_id: formatId('developer', pause.developerId),
    timestamp: iso(event.at),
    data: {
      status: pause.status,
      ...outcomeOf(pause),
      metadata: rawOrNull(pause.metadata),
      content_digest: pause.contentDigest,
    },
  });
}
