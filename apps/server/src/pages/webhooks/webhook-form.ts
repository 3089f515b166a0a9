// The form that adds a webhook or changes one, and what was typed into it.
import { readJson } from '@pausepoint/contract';
import { DomainError, type Html, html, type WebhookEventType } from '@pausepoint/core';
import { choices, type Faults, faultsOf, faultSummary, field } from '../dashboard/parts.ts';
import { eventOrder } from './webhook-words.ts';

export interface TypedWebhook {
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: string;
}

const eventChoices: Readonly<Record<WebhookEventType, readonly [string, string]>> = {
  'pause.responded': ['Answered', 'a human decided'],
  'pause.timed_out': ['Timed out', 'nobody answered; the default, if any, applies'],
  'pause.cancelled': ['Cancelled', 'you took the question back'],
  'pause.notification_failed': ['Reaches nobody', 'every message failed'],
};

/** Every event is offered; which of them a receiver does not want, its developer takes out. */
export const nothingTyped: TypedWebhook = { url: '', events: eventOrder, secret: '' };

export const readTyped = (fields: Readonly<Record<string, readonly string[]>>): TypedWebhook => ({
  url: fields['url']?.at(-1)?.trim() ?? '',
  events: fields['events'] ?? [],
  secret: fields['secret']?.at(-1) ?? '',
});

/** As the API would be sent it. */
export const asBody = ({ url, events, secret }: TypedWebhook) =>
  readJson(JSON.stringify({ url, events, ...(secret !== '' && { secret }) }));

export function typedFaults(error: unknown): Faults {
  const whole = error instanceof DomainError && error.code === 'invalid_request' && !error.errors;
  if (whole) return { '': error.message };
  const faults = faultsOf(error);
  return faults['events'] === undefined ? faults : { ...faults, events: 'Choose at least one.' };
}

const labels = { url: 'Address', events: 'Events', secret: 'Own secret' };

interface Fields {
  readonly typed: TypedWebhook;
  readonly faults?: Faults;
  /** A secret may be brought along only at first; later it is rotated. */
  readonly isNew: boolean;
  readonly submit: string;
}

export const webhookFields = ({ typed, faults = {}, isNew, submit }: Fields): Html =>
  html`${faultSummary(faults, labels)}
    ${field({
      ...{ name: 'url', label: labels.url, type: 'url', value: typed.url, error: faults['url'] },
      hint: 'https, and reachable from this server.',
      required: true,
      placeholder: 'https://example.com/hooks/pausepoint',
    })}
    ${choices({
      ...{ name: 'events', legend: labels.events, type: 'checkbox', chosen: typed.events },
      error: faults['events'],
      choices: eventOrder.map((type) => {
        const [name, meaning] = eventChoices[type];
        return [
          type,
          html`<b>${name}</b> <small><code>${type}</code>: ${meaning}</small>`,
        ] as const;
      }),
    })}
    ${
      isNew &&
      field({
        ...{ name: 'secret', label: `${labels.secret} (optional)`, error: faults['secret'] },
        hint: 'Left empty, we make one and show it once. Your own has 16 to 255 characters.',
        autocomplete: 'off',
      })
    } <button class="main">${submit}</button>`;
