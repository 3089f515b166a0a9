// The filters above the list of pauses: an ordinary form that writes the address.
import { type Html, html, pauseStatuses } from '@pausepoint/core';
import type { Ctx } from '../../services.ts';
import { channelNames } from '../channel-words.ts';
import { filters } from '../dashboard/filters.ts';
import { field } from '../dashboard/parts.ts';
import type { Wish } from './filter.ts';

export const filterLabels = {
  status: 'Outcome',
  channel: 'Channel',
  run_id: 'Run',
  from: 'From (UTC)',
  to: 'To, this day included',
  metadata: 'Metadata',
  cursor: 'The place in the list',
};

const statusChoices = {
  pending: 'Pending',
  responded: 'A human answered',
  timed_out: 'Nobody answered',
  cancelled: 'Cancelled',
} as const;

export function filterForm(ctx: Ctx, { typed, faults, narrowed }: Wish): Html {
  const shared = (name: keyof typeof filterLabels & keyof typeof typed) => ({
    name,
    label: filterLabels[name],
    value: typed[name],
    error: faults[name],
  });
  const any = ['', 'Any'] as const;
  const fields = html`${field({
    ...shared('status'),
    type: 'select',
    choices: [any, ...pauseStatuses.map((name) => [name, statusChoices[name]] as const)],
  })}
  ${field({
    ...shared('channel'),
    type: 'select',
    choices: [any, ...Object.entries(channelNames)],
  })}
  ${field({ ...shared('run_id'), maxlength: 200 })}
  ${field({ ...shared('metadata'), placeholder: 'key=value', maxlength: 2_000 })}
  ${field({ ...shared('from'), type: 'date' })} ${field({ ...shared('to'), type: 'date' })}`;
  return filters(ctx, {
    ...{ words: 'Filter and search', path: '/pauses', label: 'Pauses' },
    ...{ fields, isNarrow: narrowed, isOpen: narrowed },
  });
}
