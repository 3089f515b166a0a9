// Sessions of the dashboard: an opaque token in the cookie, its hash in the database.
import { createHash, randomBytes } from 'node:crypto';
import type { SessionRecord } from './account-records.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';
import { Session } from './tables/developer.ts';

export async function openSession(
  store: Store,
  session: { readonly personId: string; readonly developerId: string; readonly now: Date },
): Promise<string> {
  const { personId, developerId, now } = session;
  const token = randomBytes(32).toString('base64url');
  const tokenHash = hash(token);
  await store.orm.em
    .fork()
    .insert(Session, { developerId, tokenHash, personId, createdAt: now, seenAt: now });
  return token;
}

/** Ends 12 hours after it was last seen (written to the minute), and 7 days after it began. */
const find = {
  name: 'find-session',
  text: `
with found as (
  select s.developer_id, s.token_hash, s.seen_at, p.id, p.email, p.name, d.name as developer_name,
    m.role
  from session s
  join person p on p.id = s.person_id
  join membership m on m.developer_id = s.developer_id and m.person_id = s.person_id
  join developer d on d.id = s.developer_id and d.disabled_at is null
  where s.token_hash = $1
    and s.seen_at > $2::timestamptz - interval '12 hours'
    and s.created_at > $2::timestamptz - interval '7 days'
), seen as (
  update session s set seen_at = $2::timestamptz from found f
  where s.developer_id = f.developer_id and s.token_hash = f.token_hash
    and f.seen_at < $2::timestamptz - interval '1 minute'
)
select id as "personId", developer_id as "developerId", role, email, name,
  developer_name as "developerName" from found`,
};

export async function findSession(
  store: Store,
  token: string,
  now: Date,
): Promise<SessionRecord | undefined> {
  const rows = await run<SessionRecord>(store.pool, find, [hash(token), now]);
  return rows[0];
}

export async function closeSession(store: Store, token: string): Promise<void> {
  await store.orm.em.fork().nativeDelete(Session, { tokenHash: hash(token) });
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
