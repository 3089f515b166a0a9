// The token in the mail that a person gets about their account, as the worker would send it.
import { claimAccountMail, recordAccountMail } from '@pausepoint/store';
import type { TestServer } from './test-server.ts';

/** Of the newest mail to that address that waits; all that wait are taken. Undefined: there is none. */
export async function mailedToken(
  { store }: Pick<TestServer, 'store'>,
  address: string,
): Promise<string | undefined> {
  const claims = await claimAccountMail(store, { limit: 1_000, leaseSeconds: 60 });
  for (const claim of claims) {
    const sent = { status: 'sent', nextInMilliseconds: null, error: null } as const;
    await recordAccountMail(store, claim, sent);
  }
  const theirs = claims.filter((claim) => claim.address === address.toLowerCase());
  return theirs.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]?.token;
}
