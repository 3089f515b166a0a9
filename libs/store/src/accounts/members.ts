// Who belongs to a developer, and as what.
import type { MemberRole } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';

export interface Member {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly role: MemberRole;
  /** Whether mails to that address were shown to reach them. */
  readonly emailVerified: boolean;
  readonly joinedAt: Date;
  /** When they last signed in for this developer. */
  readonly usedAt: Date | null;
}

const list = {
  name: 'list-members',
  text: `select p.id as "personId", p.email, p.name, m.role,
      p.email_verified_at is not null as "emailVerified", m.created_at as "joinedAt",
      m.used_at as "usedAt"
    from membership m join person p on p.id = m.person_id
    where m.developer_id = $1 order by m.created_at, p.id`,
};

/** In the order they joined. */
export const listMembers = ({ pool }: Store, developerId: string): Promise<readonly Member[]> =>
  run<Member>(pool, list, [developerId]);

export interface Belonging {
  readonly developerId: string;
  readonly developerName: string;
  readonly role: MemberRole;
}

const belongings = {
  name: 'list-belongings',
  text: `select d.id as "developerId", d.name as "developerName", m.role
    from membership m join developer d on d.id = m.developer_id and d.disabled_at is null
    where m.person_id = $1 order by m.used_at desc nulls last, m.created_at, d.id`,
};

/** The developers a person may sign in for, the last used first. */
export const listBelongings = ({ pool }: Store, personId: string): Promise<readonly Belonging[]> =>
  run<Belonging>(pool, belongings, [personId]);

export interface MemberKey {
  readonly developerId: string;
  readonly personId: string;
}

/** What came of it; `last_owner`: somebody must stay who may do everything. */
export type MemberVerdict = 'done' | 'not_found' | 'last_owner';

const change = {
  name: 'change-role',
  text: `update membership set role = $3 where developer_id = $1 and person_id = $2`,
};

export async function changeRole(
  { pool }: Store,
  { developerId, personId, role }: MemberKey & { readonly role: MemberRole },
): Promise<MemberVerdict> {
  return transaction(pool, async (client) => {
    const verdict = await judge(client, { developerId, personId }, role === 'owner');
    if (verdict === 'done') await run(client, change, [developerId, personId, role]);
    return verdict;
  });
}

const remove = {
  name: 'remove-member',
  text: `
with ended as (
  delete from session where developer_id = $1 and person_id = $2
)
delete from membership where developer_id = $1 and person_id = $2`,
};

/** Their sessions here end with it; the person stays, for what they decided stays theirs. */
export async function removeMember({ pool }: Store, key: MemberKey): Promise<MemberVerdict> {
  const { developerId, personId } = key;
  return transaction(pool, async (client) => {
    const verdict = await judge(client, key, false);
    if (verdict === 'done') await run(client, remove, [developerId, personId]);
    return verdict;
  });
}

const lock = {
  name: 'lock-members',
  text: `select person_id as "personId", role from membership where developer_id = $1
    order by person_id for update`,
};

/** Of two owners who remove each other at once, the second finds itself the last. */
async function judge(
  client: PoolClient,
  { developerId, personId }: MemberKey,
  staysOwner: boolean,
): Promise<MemberVerdict> {
  const members = await run<{ personId: string; role: MemberRole }>(client, lock, [developerId]);
  if (!members.some((one) => one.personId === personId)) return 'not_found';
  const others = members.filter((one) => one.personId !== personId);
  return staysOwner || others.some(({ role }) => role === 'owner') ? 'done' : 'last_owner';
}
