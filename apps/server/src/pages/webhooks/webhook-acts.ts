// What may be done about a webhook, and the forms for it.
import { formatId, type Html, html, iso } from '@pausepoint/core';
import type { WebhookRecord } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { form } from '../dashboard/form.ts';
import { may } from '../dashboard/may.ts';
import { link } from '../dashboard/mode.ts';
import { field } from '../dashboard/parts.ts';

const DAY = 86_400_000;

export function webhookActs(ctx: Ctx, services: Services, webhook: WebhookRecord): Html | false {
  if (!may(ctx, 'build')) return false;
  const path = `/webhooks/${formatId('webhook', webhook.id)}`;
  const { enabled } = webhook;
  const send = (what: string, button: Html): Html =>
    form(ctx, services, { action: `${path}/${what}`, body: button });
  return html`<section class="ways" aria-label="What you can do">
      ${enabled && send('test', html`<button class="main">Send a test</button>`)}
      <a class="button" href="${link(ctx, `${path}/edit`)}">Change</a>
      ${
        enabled
          ? send('disable', html`<button>Switch off</button>`)
          : send('enable', html`<button class="main">Switch on</button>`)
      }
    </section>
    <section aria-label="What asks for a second thought">
      ${
        enabled &&
        act(
          'Send again what was given up',
          html`<p>
              Everything that ended undelivered since then is sent once more, the oldest first.
            </p>
            ${send(
              'redeliver',
              html`${field({
                  ...{ name: 'since', label: 'Since (UTC)', required: true },
                  value: iso(new Date(ctx.state.now.getTime() - DAY)).slice(0, 16),
                  hint: 'As 2026-11-22T09:00',
                })} <button>Send all of it again</button>`,
            )}`,
        )
      }
      ${act(
        'Rotate the secret',
        html`<p>
            A new secret is made and shown once. The one before signs beside it for 24 hours, so
            your receiver can change over.
          </p>
          ${send('rotate-secret', html`<button>Make a new secret</button>`)}`,
      )}
      ${act(
        'Delete this webhook',
        html`<p>Nothing is sent to it any more, and what still waits is given up.</p>
          ${send('delete', html`<button class="grave">Delete the webhook</button>`)}`,
      )}
    </section>`;
}

const act = (summary: string, body: Html): Html =>
  html`<details class="act">
    <summary>${summary}</summary>
    ${body}
  </details>`;
