// Forgets what is over and of no use to anybody: sessions, codes and links by mail that are past use.
import { run } from './sql.ts';
import type { Store } from './store.ts';

/** Of each at once; with a day's grace, whatever the clocks of processes say. */
const AT_ONCE = 1_000;

const sessions = {
  name: 'forget-sessions',
  text: `delete from session where (developer_id, token_hash) in (
    select developer_id, token_hash from session
    where seen_at < now() - interval '36 hours' or created_at < now() - interval '8 days'
    limit ${AT_ONCE} for update skip locked) returning true`,
};

/** Its row counts the wrong tries, so it stays for as long as its link may be answered. */
const codes = {
  name: 'forget-codes',
  text: `delete from proof_code where (developer_id, pause_id, recipient_index) in (
    select c.developer_id, c.pause_id, c.recipient_index from proof_code c
    where c.expires_at < now() - interval '1 day' and exists (select from pause p
      where p.developer_id = c.developer_id and p.mode in ('live', 'test') and p.id = c.pause_id
        and p.status <> 'pending' and p.expires_at < now() - interval '1 day')
    limit ${AT_ONCE} for update of c skip locked) returning true`,
};

const mails = {
  name: 'forget-account-mails',
  text: `delete from account_mail where id in (
    select id from account_mail where next_attempt_at is null
      and id < lowest_id(now() - interval '30 days') order by id
    limit ${AT_ONCE} for update skip locked) returning true`,
};

const resets = {
  name: 'forget-resets',
  text: `delete from password_reset where person_id in (
    select person_id from password_reset where expires_at < now() - interval '1 day'
    limit ${AT_ONCE} for update skip locked) returning true`,
};

const invitations = {
  name: 'forget-invitations',
  text: `delete from invitation where (developer_id, id) in (
    select developer_id, id from invitation where expires_at < now() - interval '30 days'
    limit ${AT_ONCE} for update skip locked) returning true`,
};

const signUps = {
  name: 'forget-sign-up-invitations',
  text: `delete from sign_up_invitation where email in (
    select email from sign_up_invitation where expires_at < now() - interval '30 days'
    limit ${AT_ONCE} for update skip locked) returning true`,
};

/** @returns whether there is more */
export async function forgetPassed({ pool }: Store): Promise<boolean> {
  const gone: object[][] = [];
  for (const statement of [sessions, codes, mails, resets, invitations, signUps]) {
    gone.push(await run(pool, statement, []));
  }
  return gone.some(({ length }) => length === AT_ONCE);
}
