// Sessions of the dashboard: an opaque token in the cookie, its hash in the database.
import { newId } from '@pausepoint/core';
import type { SessionRecord, SignedInVia } from './account-records.ts';
import { hashToken, newToken } from '../token.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface NewSession {
  readonly personId: string;
  readonly developerId: string;
  readonly via: SignedInVia;
  /** What it was opened with, in a few words of ours. */
  readonly device?: string | null | undefined;
  /** The token the browser had until now: its session ends. */
  readonly previous?: string | undefined;
  readonly now: Date;
}

const open = {
  name: 'open-session',
  text: `
with closed as (
  delete from session where token_hash = $8::bytea
), used as (
  update membership set used_at = $7::timestamptz where developer_id = $1::uuid and person_id = $4::uuid
)
insert into session (developer_id, token_hash, id, person_id, via, device, created_at, proved_at, seen_at)
values ($1::uuid, $2::bytea, $3::uuid, $4::uuid, $5, $6, $7, $7, $7)`,
};

/** @returns the token, which is told nobody else and never again */
export async function openSession(store: Store, session: NewSession): Promise<string> {
  const { personId, developerId, via, device = null, previous, now } = session;
  const token = newToken();
  await run(store.pool, open, [
    ...[developerId, hashToken(token), newId(now), personId, via, device, now],
    previous === undefined ? null : hashToken(previous),
  ]);
  return token;
}

/** Within 12 hours of when it was last seen (written to the minute), and 7 days of when it began. */
const lives = (s: string, now: string): string =>
  `${s}.seen_at > ${now}::timestamptz - interval '12 hours'
    and ${s}.created_at > ${now}::timestamptz - interval '7 days'`;

const find = {
  name: 'find-session',
  text: `
with found as (
  select s.developer_id, s.token_hash, s.seen_at, s.id, s.created_at, s.proved_at, s.person_id,
    p.email, p.name, p.email_verified_at, m.role, d.name as developer_name
  from session s
  join person p on p.id = s.person_id
  join membership m on m.developer_id = s.developer_id and m.person_id = s.person_id
  join developer d on d.id = s.developer_id and d.disabled_at is null
  where s.token_hash = $1 and ${lives('s', '$2')}
), seen as (
  update session s set seen_at = $2::timestamptz from found f
  where s.developer_id = f.developer_id and s.token_hash = f.token_hash
    and f.seen_at < $2::timestamptz - interval '1 minute'
)
select id, person_id as "personId", developer_id as "developerId", role, email, name,
  email_verified_at is not null as "emailVerified", developer_name as "developerName",
  created_at as "createdAt", proved_at as "provedAt" from found`,
};

export async function findSession(
  store: Store,
  token: string,
  now: Date,
): Promise<SessionRecord | undefined> {
  const rows = await run<SessionRecord>(store.pool, find, [hashToken(token), now]);
  return rows[0];
}

const look = {
  name: 'is-session-open',
  text: `select true as open from session s
    join membership m on m.developer_id = s.developer_id and m.person_id = s.person_id
    join developer d on d.id = s.developer_id and d.disabled_at is null
    where s.token_hash = $1 and ${lives('s', '$2')}`,
};

/** The same for a page that is merely open: nobody is seen by it, so it keeps no session alive. */
export const isSessionOpen = async (store: Store, token: string, now: Date): Promise<boolean> =>
  (await run(store.pool, look, [hashToken(token), now])).length > 0;

const move = {
  name: 'switch-session',
  text: `
with old as (
  delete from session s using membership m, developer d
  where s.token_hash = $1 and m.developer_id = $2::uuid and m.person_id = s.person_id
    and d.id = m.developer_id and d.disabled_at is null
  returning s.*
), used as (
  update membership m set used_at = $5::timestamptz from old
  where m.developer_id = $2::uuid and m.person_id = old.person_id
)
insert into session (developer_id, token_hash, id, person_id, via, device, created_at, proved_at, seen_at)
select $2::uuid, $3::bytea, $4::uuid, person_id, via, device, created_at, proved_at, $5::timestamptz
from old returning true as moved`,
};

/**
 * To another developer of the same person, under a new token; it ends when the old one would have.
 * @returns the new token; undefined: the person does not belong there
 */
export async function switchSession(
  store: Store,
  { token, developerId, now }: { token: string; developerId: string; now: Date },
): Promise<string | undefined> {
  const fresh = newToken();
  const values = [hashToken(token), developerId, hashToken(fresh), newId(now), now];
  const moved = await run(store.pool, move, values);
  return moved.length > 0 ? fresh : undefined;
}

const prove = {
  name: 'prove-session',
  text: `update session set proved_at = $2 where token_hash = $1`,
};

/** Its person has just shown again who they are. */
export async function proveSession(store: Store, token: string, now: Date): Promise<void> {
  await run(store.pool, prove, [hashToken(token), now]);
}

const close = { name: 'close-session', text: `delete from session where token_hash = $1` };

export async function closeSession(store: Store, token: string): Promise<void> {
  await run(store.pool, close, [hashToken(token)]);
}

export interface OpenSession {
  readonly id: string;
  readonly developerId: string;
  readonly developerName: string;
  readonly via: SignedInVia;
  readonly device: string | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

const list = {
  name: 'list-sessions',
  text: `select s.id, s.developer_id as "developerId", d.name as "developerName", s.via, s.device,
      s.created_at as "createdAt", s.seen_at as "seenAt"
    from session s join developer d on d.id = s.developer_id
    where s.person_id = $1 and ${lives('s', '$2')} order by s.seen_at desc, s.id desc limit 100`,
};

/** A person's, whichever developer they are for; the last seen first. */
export const listSessions = (
  { pool }: Store,
  { personId, now }: { readonly personId: string; readonly now: Date },
): Promise<readonly OpenSession[]> => run<OpenSession>(pool, list, [personId, now]);

const end = {
  name: 'end-sessions',
  text: `delete from session where person_id = $1 and ($2::uuid is null or id = $2::uuid)
    and ($3::uuid is null or id <> $3::uuid) returning true as ended`,
};

/** @returns how many: a person's one session, or all but one, or all */
export async function endSessions(
  { pool }: Store,
  of: { readonly personId: string; readonly id?: string; readonly except?: string },
): Promise<number> {
  return (await run(pool, end, [of.personId, of.id ?? null, of.except ?? null])).length;
}
