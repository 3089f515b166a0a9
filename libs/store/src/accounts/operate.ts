// What an operator sees and does of all developers: who there are, on which plan, and who is shut out.
import type { PlanName } from '@pausepoint/core';
import { foldEmail } from './fold-email.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface ListedDeveloper {
  readonly id: string;
  readonly name: string;
  readonly plan: PlanName;
  /** Addresses, in the order they joined. */
  readonly owners: readonly string[];
  readonly members: number;
  /** Live ones, opened in the month that was asked about. */
  readonly pauses: number;
  readonly createdAt: Date;
  /** When a key was used last, to the minute. */
  readonly usedAt: Date | null;
  readonly disabledAt: Date | null;
}

const list = {
  name: 'list-developers',
  text: `select d.id, d.name, d.plan, d.created_at as "createdAt", d.disabled_at as "disabledAt",
      o.owners, o.members, u.pauses, k."usedAt"
    from developer d
    cross join lateral (select count(*)::int as members,
      coalesce(array_agg(p.email order by m.created_at) filter (where m.role = 'owner'), '{}') as owners
      from membership m join person p on p.id = m.person_id where m.developer_id = d.id) o
    cross join lateral (select max(last_used_at) as "usedAt" from api_key
      where developer_id = d.id) k
    cross join lateral (select count(*)::float8 as pauses from pause
      where developer_id = d.id and mode = 'live'
        and id >= lowest_id(($1 || '-01')::timestamp at time zone 'UTC')
        and id < lowest_id((($1 || '-01')::timestamp + interval '1 month') at time zone 'UTC')) u
    where ($2::uuid is null or d.id = $2) and ($3::text is null or $3 = any (o.owners))
    order by d.created_at, d.id limit $4`,
};

export interface DeveloperWish {
  /** As `countPauses` takes it. */
  readonly period: string;
  readonly id?: string | undefined;
  /** An owner's address. */
  readonly email?: string | undefined;
  readonly limit: number;
}

/** In the order they came. */
export const listDevelopers = (
  { pool }: Store,
  { period, id, email, limit }: DeveloperWish,
): Promise<ListedDeveloper[]> =>
  run<ListedDeveloper>(pool, list, [period, id ?? null, email ? foldEmail(email) : null, limit]);

interface Of {
  readonly developerId: string;
}

const change = { name: 'change-plan', text: 'update developer set plan = $2 where id = $1' };

/** Every server knows it within a second. */
export async function changePlan(
  { pool }: Store,
  { developerId, plan }: Of & { readonly plan: PlanName },
): Promise<void> {
  await run(pool, change, [developerId, plan]);
}

const disable = {
  name: 'disable-developer',
  text: `
with ended as (
  delete from session where developer_id = $1
)
update developer set disabled_at = coalesce(disabled_at, $2) where id = $1`,
};

/**
 * Keys and links are refused from then on, on every server within a second, sessions are ended, and
 * nobody is asked any more; deadlines pass as ever, and webhooks tell of them.
 */
export async function disableDeveloper(
  { pool }: Store,
  { developerId, now }: Of & { readonly now: Date },
): Promise<void> {
  await run(pool, disable, [developerId, now]);
}

const enable = {
  name: 'enable-developer',
  text: 'update developer set disabled_at = null where id = $1',
};

/** Whoever was signed in signs in anew; messages that were given up are not sent. */
export async function enableDeveloper({ pool }: Store, { developerId }: Of): Promise<void> {
  await run(pool, enable, [developerId]);
}
