// Showing that mails to one's address reach one: asked for by whoever is signed in, and shown in that account alone.
import { newId } from '@pausepoint/core';
import { putAccountMail } from './account-mail.ts';
import { foldEmail } from './fold-email.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { isConfirmation } from '../token.ts';

/** Nothing is sent where it is confirmed by then. */
export async function askConfirmation(
  { pool, ring }: Store,
  { email, now }: { readonly email: string; readonly now: Date },
): Promise<void> {
  const of = { id: newId(now), kind: 'address_confirmation', developerId: null } as const;
  await putAccountMail(pool, ring, { ...of, address: foldEmail(email), now });
}

const confirm = {
  name: 'confirm-address',
  text: `update person set email_verified_at = coalesce(email_verified_at, $3)
    where id = $1 and email = $2 returning true as confirmed`,
};

/**
 * By whoever is signed in, so that nobody's click alone confirms an account that somebody else opened for
 * their address. False: the link is another address's, or over.
 */
export async function confirmAddress(
  { pool, ring }: Store,
  given: { readonly personId: string; readonly email: string; readonly token: string; now: Date },
): Promise<boolean> {
  const { personId, email, token, now } = given;
  if (!isConfirmation(ring, email, token, now)) return false;
  return (await run(pool, confirm, [personId, email, now])).length > 0;
}
