// Which months the log holds, and which lie in the archive.
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { listMonths } from './months.ts';

const archived = {
  name: 'list-archived-months',
  text: `select replace(substring(relname from 13), '_', '-') as month from pg_class
    where relnamespace = 'archive'::regnamespace and relkind = 'r'
      and relname ~ '^audit_event_[0-9]{4}_[0-9]{2}$' order by month`,
};

export interface AuditMonths {
  /** `2026-11`, the oldest first. */
  readonly kept: readonly string[];
  readonly archived: readonly string[];
}

export async function listAuditMonths({ pool }: Store): Promise<AuditMonths> {
  const gone = await run<{ month: string }>(pool, archived, []);
  return { kept: await listMonths(pool), archived: gone.map(({ month }) => month) };
}
