// What of the pauses is asked for, as the address says: in the words of the API, days instead of instants.
import { type Query, parseListPauses } from '@pausepoint/contract';
import { DAY, iso } from '@pausepoint/core';
import type { PauseSearch } from '@pausepoint/store';
import { type Faults, faultsOf } from '../dashboard/parts.ts';

export const PAGE = 25;

const filters = ['status', 'channel', 'run_id', 'from', 'to', 'metadata'] as const;
type FilterName = (typeof filters)[number];

export interface Wish {
  /** As it was typed. */
  readonly typed: Readonly<Partial<Record<FilterName, string>>>;
  /** Undefined where something typed says nothing we understand: see `faults`. */
  readonly search: Omit<PauseSearch, 'developerId' | 'mode'> | undefined;
  readonly faults: Faults;
  /** Whether the page shows less than everything, or not its beginning. */
  readonly narrowed: boolean;
}

export function readWish(query: Query): Wish {
  const given = (name: string): string | undefined => [query[name] ?? []].flat().at(-1)?.trim();
  const typed = Object.fromEntries(
    filters.flatMap((name) => {
      const value = given(name);
      return value ? [[name, value] as const] : [];
    }),
  );
  const cursor = given('cursor');
  const [from, to] = [dayOf(typed['from']), dayOf(typed['to'])];
  const metadata = pairOf(typed['metadata']);
  const faults = {
    ...(from === null && { from: NO_DAY }),
    ...(to === null && { to: NO_DAY }),
    ...(metadata === null && { metadata: NO_PAIR }),
  };
  const narrowed = cursor !== undefined || Object.keys(typed).length > 0;
  try {
    const {
      limit: _,
      cursor: before,
      ...rest
    } = parseListPauses({
      ...{ status: typed['status'], channel: typed['channel'], run_id: typed['run_id'], cursor },
      // Both days belong to what is asked for.
      created_after: from ? iso(new Date(from.getTime() - 1)) : undefined,
      created_before: to ? iso(new Date(to.getTime() + DAY)) : undefined,
    });
    const wrong = Object.keys(faults).length > 0;
    const search = { ...rest, before, metadata: metadata ?? undefined, limit: PAGE };
    return { typed, faults, narrowed, search: wrong ? undefined : search };
  } catch (error) {
    const more = Object.entries(faultsOf(error));
    const named = more.map(([name, text]) => [name.replace(/^query\./, ''), text] as const);
    return {
      typed,
      faults: { ...Object.fromEntries(named), ...faults },
      narrowed,
      search: undefined,
    };
  }
}

const NO_DAY = 'Write a day as 2026-11-22.';
const NO_PAIR = 'Write a key and a value, such as order=A-17.';

/** Its beginning in UTC; null: this is no day. */
function dayOf(text: string | undefined): Date | null | undefined {
  if (text === undefined) return undefined;
  const at = new Date(`${text}T00:00:00.000Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(at.getTime())) return null;
  return iso(at).startsWith(text) ? at : null;
}

function pairOf(text: string | undefined): PauseSearch['metadata'] | null {
  if (text === undefined) return undefined;
  const [, key, value] = /^([^=\0]+?)\s*=\s*([^\0]*)$/s.exec(text) ?? [];
  return key === undefined ? null : { key, value: value! };
}
