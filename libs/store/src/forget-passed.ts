// Forgets what is over and of no use to anybody: sessions that ended, codes of links that are past answering.
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

/** @returns whether there is more */
export async function forgetPassed({ pool }: Store): Promise<boolean> {
  const gone = [await run(pool, sessions, []), await run(pool, codes, [])];
  return gone.some(({ length }) => length === AT_ONCE);
}
