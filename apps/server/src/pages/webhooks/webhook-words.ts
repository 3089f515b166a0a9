// The words for webhooks: what they hear of, how they stand.
import { type Html, html, type WebhookEventType } from '@pausepoint/core';
import type { WebhookRecord } from '@pausepoint/store';
import { statusWord, when } from '../dashboard/parts.ts';

/** In the order in which people ask for them. */
export const eventWords: Readonly<Record<WebhookEventType, string>> = {
  'pause.responded': 'answered',
  'pause.timed_out': 'timed out',
  'pause.cancelled': 'cancelled',
  'pause.notification_failed': 'reaches nobody',
};

export const eventOrder = Object.keys(eventWords) as WebhookEventType[];

export const heardBy = ({ events }: Pick<WebhookRecord, 'events'>): string =>
  eventOrder.flatMap((event) => (events.includes(event) ? eventWords[event] : [])).join(', ');

const disabledWords: Readonly<Record<NonNullable<WebhookRecord['disabledReason']>, string>> = {
  gone: 'It answered 410, gone.',
  failing: 'It failed for five days.',
  by_developer: 'Switched off by you.',
};

/** The host stands out; it is broken where its parts meet. */
export function shownUrl(url: string): Html {
  const { protocol, host, pathname, search } = new URL(url);
  const parts = `${pathname}${search}`.split(/(?<=[/?&])/);
  return html`<bdi class="address"
    >${protocol}//<b>${host}</b>${parts.map((part) => html`${part}<wbr />`)}</bdi
  >`;
}

export function standing(webhook: WebhookRecord, now: Date): Html {
  const { enabled, failingSince, disabledReason, disabledAt } = webhook;
  if (!enabled) {
    return html`${statusWord('disabled', 'Off')}
      <small class="quiet"
        >${disabledReason && disabledWords[disabledReason]}
        ${disabledAt && when(disabledAt, now)}</small
      >`;
  }
  if (failingSince) {
    return html`${statusWord('failed', 'Failing')}
      <small class="quiet">since ${when(failingSince, now)}</small>`;
  }
  return statusWord('enabled', 'On');
}
