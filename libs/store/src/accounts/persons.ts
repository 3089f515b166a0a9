// People as they are: read and renamed by themselves.
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Null: signs in without one. */
  readonly passwordHash: string | null;
  readonly emailVerified: boolean;
  readonly createdAt: Date;
}

const find = {
  name: 'find-person',
  text: `select id, email, name, password_hash as "passwordHash",
      email_verified_at is not null as "emailVerified", created_at as "createdAt"
    from person where id = $1`,
};

export async function findPerson({ pool }: Store, id: string): Promise<Person | undefined> {
  return (await run<Person>(pool, find, [id]))[0];
}

const rename = { name: 'rename-person', text: `update person set name = $2 where id = $1` };

export async function renamePerson(
  { pool }: Store,
  { personId, name }: { readonly personId: string; readonly name: string },
): Promise<void> {
  await run(pool, rename, [personId, name]);
}

const renameOwn = {
  name: 'rename-developer',
  text: `update developer set name = $2 where id = $1`,
};

/** What everybody who is asked is shown; questions that were asked keep the name they had. */
export async function renameDeveloper(
  { pool }: Store,
  { developerId, name }: { readonly developerId: string; readonly name: string },
): Promise<void> {
  await run(pool, renameOwn, [developerId, name]);
}
