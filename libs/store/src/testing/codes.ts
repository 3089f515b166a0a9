// What tests do with codes, and what the database keeps of them.
import { checkCode, type CodeVerdict } from '../approvers/check-code.ts';
import type { NewPause, NotificationClaim } from '../records.ts';
import { requestCode } from '../approvers/request-code.ts';
import type { Store } from '../store.ts';
import { keyOf } from './acts.ts';
import { claimsOf } from './attempts.ts';

interface Asked {
  readonly index?: number;
  readonly now?: Date;
}

const linkOf = (pause: NewPause, { index = 0, now = new Date() }: Asked) => ({
  ...keyOf(pause),
  recipientIndex: index,
  now,
});

export const request = (store: Store, pause: NewPause, asked: Asked = {}) =>
  requestCode(store, linkOf(pause, asked));

export const check = (
  store: Store,
  pause: NewPause,
  code: string,
  asked: Asked = {},
): Promise<CodeVerdict> => checkCode(store, { ...linkOf(pause, asked), code });

/** The message that carries the newest code, as the worker takes it. */
export async function codeClaim(store: Store, pause: NewPause): Promise<NotificationClaim> {
  const claims = await claimsOf(store, pause);
  return claims.filter(({ notice }) => notice === 'code').at(-1)!;
}

/** What was sent, as only the worker learns it. */
export async function sentCode(store: Store, pause: NewPause, asked: Asked = {}): Promise<string> {
  await request(store, pause, asked);
  return (await codeClaim(store, pause)).proof!.digits;
}

/** Six digits that are not these. */
export const wrongOf = (digits: string): string =>
  String((Number(digits) + 1) % 1_000_000).padStart(6, '0');
