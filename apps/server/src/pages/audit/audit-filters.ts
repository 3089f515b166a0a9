// What the audit log is narrowed to: kept in the address, so that what one sees can be sent to somebody.
import { type EventType, eventTypes, type Html, html } from '@pausepoint/core';
import type { Ctx } from '../../services.ts';
import { filters as writeFilters } from '../dashboard/filters.ts';
import { type Faults, field } from '../dashboard/parts.ts';
import { actorWords, eventWords } from './event-words.ts';

const names = ['pause_id', 'event_type', 'actor', 'from', 'to'] as const;

export type Filters = Readonly<Partial<Record<(typeof names)[number], string>>>;

/** A form sends its empty fields too; they filter nothing. */
export function chosenFilters({ query }: Ctx): Filters {
  const chosen = names.map((name) => [name, [query[name]].flat().at(-1)?.trim()] as const);
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined && value !== ''));
}

/** As the API takes them: a day begins at midnight UTC, and the last one is meant as a whole. */
export function filterQuery({ query }: Ctx, filters: Filters) {
  const { from, to, ...others } = filters;
  const cursor = [query.cursor].flat().at(-1);
  return {
    ...others,
    ...(from !== undefined && { from: isDay(from) ? startOf(from) : from }),
    ...(to !== undefined && { to: isDay(to) ? dayAfter(to) : to }),
    ...(cursor !== undefined && { cursor }),
  };
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
const startOf = (day: string): string => `${day}T00:00:00.000Z`;

function dayAfter(day: string): string {
  const start = new Date(startOf(day));
  if (Number.isNaN(start.getTime())) return startOf(day);
  start.setUTCDate(start.getUTCDate() + 1);
  return start.toISOString();
}

export function filterForm(ctx: Ctx, filters: Filters, faults: Faults): Html {
  const isNarrow = Object.keys(filters).length > 0;
  const isOpen = isNarrow || Object.keys(faults).length > 0;
  const fields = html`${field({
    ...{ name: 'event_type', label: 'Event', type: 'select', value: filters.event_type ?? '' },
    choices: [['', 'Every event'], ...types],
    error: faults['event_type'],
  })}
  ${field({
    ...{ name: 'actor', label: 'By', type: 'select', value: filters.actor ?? '' },
    choices: [['', 'Anybody'], ...Object.entries(actorWords)],
    error: faults['actor'],
  })}
  ${field({
    ...{ name: 'from', label: 'From (UTC)', type: 'date', value: dateOf(filters.from) },
    error: faults['from'],
  })}
  ${field({
    ...{ name: 'to', label: 'To, this day included', type: 'date', value: dateOf(filters.to) },
    error: faults['to'],
  })}
  ${field({
    ...{
      name: 'pause_id',
      label: 'Pause',
      value: filters.pause_id ?? '',
      placeholder: 'psr_…',
    },
    error: faults['pause_id'],
  })}`;
  return writeFilters(ctx, {
    words: 'Filter',
    path: '/audit',
    label: 'Events',
    fields,
    isNarrow,
    isOpen,
  });
}

const types = eventTypes.map((type: EventType) => [type, eventWords[type]] as const);

/** Whoever wrote an instant into the address sees its day. */
const dateOf = (given: string | undefined): string => given?.slice(0, 10) ?? '';
