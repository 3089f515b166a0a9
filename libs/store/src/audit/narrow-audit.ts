// Narrows a read of the audit log to what its reader asked for.
import type { AuditFilter } from '../records.ts';
import { isRare, rare } from '../tables/audit-event.ts';
import { madeAfter, madeBefore } from '../time-of-id.ts';

type Filter = Exclude<keyof AuditFilter, 'developerId' | 'mode' | 'limit'>;

/** Each filter that is given adds its condition; `?` becomes the number of its value. */
const conditions: Readonly<Record<Filter, string>> = {
  pauseId: 'pause_id = ?',
  eventType: 'type = ?',
  actor: 'actor = ?',
  from: `created_at >= ? and ${madeAfter('id', '?')}`,
  to: `created_at < ? and ${madeBefore('id', '?')}`,
  after: 'id < ?',
};
const filters = Object.keys(conditions) as Filter[];

/** @param first the number of the first value within the statement */
export function narrow(filter: Pick<AuditFilter, Filter>, first: number) {
  const given = filters.filter((name) => filter[name] !== undefined);
  const isOfRare = filter.eventType !== undefined && isRare(filter.eventType);
  return {
    /** For the statement's name. */
    given: [...given, ...(isOfRare ? ['rare'] : [])].join('-'),
    /** What follows the statement's own conditions. */
    wanted:
      given.map((name, i) => ` and ${conditions[name].replaceAll('?', `$${i + first}`)}`).join('') +
      // A plan that is made once, for any value, sees by this alone that the index holds them.
      (isOfRare ? ` and ${rare}` : ''),
    values: given.map((name) => filter[name]),
  };
}
