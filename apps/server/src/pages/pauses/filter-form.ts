// The filters above the list of pauses: an ordinary form that writes the address.
import { channelNames, type Html, html, pauseStatuses } from '@pausepoint/core';
import type { Ctx } from '../../services.ts';
import { link } from '../dashboard/mode.ts';
import { field } from '../dashboard/parts.ts';
import type { Wish } from './filter.ts';

export const filterLabels = {
  status: 'Outcome',
  channel: 'Channel',
  run_id: 'Run',
  from: 'From',
  to: 'To',
  metadata: 'Metadata',
  cursor: 'The place in the list',
};

const statusChoices = {
  pending: 'Pending',
  responded: 'A human answered',
  timed_out: 'Nobody answered',
  cancelled: 'Withdrawn',
} as const;

const channelChoices = {
  sms: 'Text message',
  email: 'E-mail',
  slack: 'Slack',
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  link: 'Link',
} as const;

export function filterForm(ctx: Ctx, { typed, faults, narrowed }: Wish): Html {
  const shared = (name: keyof typeof filterLabels & keyof typeof typed) => ({
    name,
    label: filterLabels[name],
    value: typed[name],
    error: faults[name],
  });
  const any = ['', 'Any'] as const;
  const { mode } = ctx.query;
  return html`<details class="search" ${narrowed && html`open`}>
    <summary>Filter and search</summary>
    <form method="get" action="/pauses" role="search" aria-label="Pauses">
      ${typeof mode === 'string' && html`<input type="hidden" name="mode" value="${mode}" />`}
      ${field({
        ...shared('status'),
        type: 'select',
        choices: [any, ...pauseStatuses.map((name) => [name, statusChoices[name]] as const)],
      })}
      ${field({
        ...shared('channel'),
        type: 'select',
        choices: [any, ...channelNames.map((name) => [name, channelChoices[name]] as const)],
      })}
      ${field({ ...shared('run_id'), maxlength: 200 })}
      ${field({ ...shared('metadata'), placeholder: 'key=value', maxlength: 2_000 })}
      ${field({ ...shared('from'), type: 'date' })} ${field({ ...shared('to'), type: 'date' })}
      <div class="ways">
        <button>Show</button>
        ${narrowed && html`<a href="${link(ctx, '/pauses')}">Show all</a>`}
      </div>
    </form>
  </details>`;
}
