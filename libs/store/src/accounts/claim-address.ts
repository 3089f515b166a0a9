// Whose an address is: once mails to it were shown to reach somebody, nobody else's way in counts.
import type { PoolClient } from 'pg';
import { run } from '../sql.ts';

/**
 * An account that somebody opened for another's address, before that was ever checked, must not stay
 * open to whoever opened it: password, passkeys, identities and sessions from then are gone.
 */
const claim = {
  name: 'claim-address',
  text: `
with unproven as (
  select id from person where id = $1 and email_verified_at is null for update
), claimed as (
  update person p set email_verified_at = $2, password_hash = null from unproven u where p.id = u.id
), passkeys as (
  delete from person_passkey k using unproven u where k.person_id = u.id
), identities as (
  delete from identity i using unproven u where i.person_id = u.id
)
delete from session s using unproven u where s.person_id = u.id`,
};

export async function claimAddress(client: PoolClient, personId: string, now: Date): Promise<void> {
  await run(client, claim, [personId, now]);
}
