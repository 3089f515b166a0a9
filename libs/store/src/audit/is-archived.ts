// Whether what happened then, and was perhaps written down later, may lie in the archive.
import type { Scope } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

const find = {
  name: 'is-audit-archived',
  text: `select from audit_archive where developer_id = $1 and mode = $2
    and month >= date_trunc('month', $3::timestamptz at time zone 'UTC')::date`,
};

export async function isArchived(
  store: Store,
  { developerId, mode, at }: Scope & { readonly at: Date },
): Promise<boolean> {
  return (await run(store.pool, find, [developerId, mode, at])).length > 0;
}
