// Whose events must not be archived, however old: an operator says so, for as long as they must not.
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

const hold = {
  name: 'hold-audit',
  text: `insert into audit_hold (developer_id, held_at)
    select id, $2::timestamptz from developer where id = $1
    on conflict (developer_id) do update set held_at = audit_hold.held_at returning true`,
};

/** False: there is no such developer. */
export async function holdAudit(store: Store, developerId: string, now: Date): Promise<boolean> {
  return (await run(store.pool, hold, [developerId, now])).length > 0;
}

const release = {
  name: 'release-audit',
  text: 'delete from audit_hold where developer_id = $1 returning true',
};

/** False: there was no hold. */
export async function releaseAudit(store: Store, developerId: string): Promise<boolean> {
  return (await run(store.pool, release, [developerId])).length > 0;
}

export interface AuditHold {
  readonly developerId: string;
  readonly heldAt: Date;
}

const list = {
  name: 'list-audit-holds',
  text: `select developer_id as "developerId", held_at as "heldAt" from audit_hold order by held_at`,
};

export const listAuditHolds = (store: Store): Promise<AuditHold[]> =>
  run<AuditHold>(store.pool, list, []);
