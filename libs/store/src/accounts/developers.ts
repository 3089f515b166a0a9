// Developers and the people who own them.
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, newId, type MemberRole, type PlanName } from '@pausepoint/core';
import { foldEmail } from './fold-email.ts';
import { insertKey } from './insert-key.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { DeveloperRecord } from './account-records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { SignUpInvitation } from '../tables/credentials.ts';
import { Developer, Membership, Person } from '../tables/developer.ts';

export interface NewDeveloper {
  readonly email: string;
  readonly name: string;
  /** Null: signs in without one. */
  readonly passwordHash: string | null;
  /** Mails to the address were just shown to reach this person. */
  readonly emailVerified?: boolean | undefined;
  readonly plan: PlanName;
  readonly now: Date;
  /** Refuse with `sign_up_closed` unless this is the first account of the installation. */
  readonly onlyFirst?: boolean | undefined;
  /** Refuse with `sign_up_closed` unless the address was invited, and let that count once. */
  readonly onlyInvited?: boolean | undefined;
}

export interface Registered {
  readonly developerId: string;
  readonly personId: string;
  readonly apiKey: string;
  readonly testApiKey: string;
}

/** A developer, its owner and two keys, all or nothing. */
export async function register(store: Store, wanted: NewDeveloper): Promise<Registered> {
  const { name, passwordHash, plan, now } = wanted;
  const developerId = newId(now);
  const personId = newId(now);
  const email = foldEmail(wanted.email);
  try {
    return await store.orm.em.fork().transactional(async (em) => {
      if (wanted.onlyFirst) await refuseSecond(em);
      if (wanted.onlyInvited) await useInvitation(em, email, now);
      await em.insert(Developer, { id: developerId, name, plan, createdAt: now });
      const emailVerifiedAt = wanted.emailVerified ? now : null;
      const person = { email, name, passwordHash, emailVerifiedAt, createdAt: now };
      await em.insert(Person, { id: personId, ...person });
      await em.insert(Membership, { developerId, personId, role: 'owner', createdAt: now });
      await recordEvent(em, {
        developerId,
        mode: 'live',
        now,
        type: 'developer.registered',
        detail: { plan },
      });
      const key = { developerId, name: null, role: 'admin', policy: null, now } as const;
      const live = await insertKey(em, { ...key, mode: 'live', prefix: 'pp_live_' });
      const test = await insertKey(em, { ...key, mode: 'test', prefix: 'pp_test_' });
      return { developerId, personId, apiKey: live.key, testApiKey: test.key };
    });
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) throw new DomainError('email_taken');
    throw error;
  }
}

/** Two who both hold the setup token come one after the other, and the second too late. */
async function refuseSecond(em: EntityManager): Promise<void> {
  await em.execute('lock table developer in share row exclusive mode');
  if ((await em.count(Developer)) > 0) throw new DomainError('sign_up_closed');
}

async function useInvitation(em: EntityManager, email: string, now: Date): Promise<void> {
  const used = await em.nativeDelete(SignUpInvitation, { email, expiresAt: { $gt: now } });
  if (used === 0) throw new DomainError('sign_up_closed');
}

export async function countDevelopers(store: Store): Promise<number> {
  return store.orm.em.fork().count(Developer);
}

const byEmail = {
  name: 'find-person-by-email',
  text: `select p.id as "personId", m.developer_id as "developerId",
      p.password_hash as "passwordHash", p.email_verified_at is not null as "emailVerified", m.role
    from person p
    left join (membership m join developer d on d.id = m.developer_id and d.disabled_at is null)
      on m.person_id = p.id
    where p.email = $1 order by m.used_at desc nulls last, m.created_at limit 1`,
};

export interface PersonRecord {
  readonly personId: string;
  /** Where they signed in last; null: they belong nowhere any more. */
  readonly developerId: string | null;
  /** Null: they sign in without one. */
  readonly passwordHash: string | null;
  readonly emailVerified: boolean;
  readonly role: MemberRole | null;
}

export async function findPersonByEmail(
  store: Store,
  email: string,
): Promise<PersonRecord | undefined> {
  const rows = await run<PersonRecord>(store.pool, byEmail, [foldEmail(email)]);
  return rows[0];
}

const byId = {
  name: 'find-developer',
  text: `select d.id, d.name, d.plan, p.email, d.created_at as "createdAt",
      d.disabled_at as "disabledAt"
    from developer d
    join membership m on m.developer_id = d.id and m.role = 'owner'
    join person p on p.id = m.person_id
    where d.id = $1 order by m.created_at limit 1`,
};

export async function findDeveloper(
  store: Store,
  id: string,
): Promise<DeveloperRecord | undefined> {
  const rows = await run<DeveloperRecord>(store.pool, byId, [id]);
  return rows[0];
}
