// Developers and the people who own them.
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, newId, type PlanName } from '@pausepoint/core';
import { insertKey } from './insert-key.ts';
import { recordEvent } from './record-event.ts';
import type { DeveloperRecord, MemberRole } from './account-records.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';
import { Developer, Membership, Person } from './tables/developer.ts';

export interface NewDeveloper {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly plan: PlanName;
  readonly now: Date;
  /** Refuse with `sign_up_closed` unless this is the first account of the installation. */
  readonly onlyFirst?: boolean | undefined;
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
  const email = fold(wanted.email);
  try {
    return await store.orm.em.fork().transactional(async (em) => {
      if (wanted.onlyFirst) await refuseSecond(em);
      await em.insert(Developer, { id: developerId, name, plan, createdAt: now });
      await em.insert(Person, { id: personId, email, name, passwordHash, createdAt: now });
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

export async function countDevelopers(store: Store): Promise<number> {
  return store.orm.em.fork().count(Developer);
}

const byEmail = {
  name: 'find-person-by-email',
  text: `select p.id as "personId", m.developer_id as "developerId",
      p.password_hash as "passwordHash", m.role
    from person p join membership m on m.person_id = p.id where p.email = $1
    order by m.created_at limit 1`,
};

export interface PersonRecord {
  readonly personId: string;
  readonly developerId: string;
  readonly passwordHash: string;
  readonly role: MemberRole;
}

export async function findPersonByEmail(
  store: Store,
  email: string,
): Promise<PersonRecord | undefined> {
  const rows = await run<PersonRecord>(store.pool, byEmail, [fold(email)]);
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

/** One person, one account, however the address was typed. */
const fold = (email: string): string => email.trim().toLowerCase();
