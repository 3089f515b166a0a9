// Secrets that open something by themselves: 256 random bits, of which only the hash is kept.
import { createHash, createHmac, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { KeyRing } from '@pausepoint/core';

export const newToken = (): string => randomBytes(32).toString('base64url');

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * What a mail's link carries: made of the mail's id with the operator's secret, so that it can be written
 * again for the next try and is kept nowhere.
 */
export const mailToken = (ring: KeyRing, id: string): string =>
  tokenBy(ring.key('mail-token')!, id);

/** The one that was hashed, if need be by the secret before. Undefined: by neither. */
export const sameMailToken = (ring: KeyRing, id: string, hash: Buffer): string | undefined =>
  ring
    .keys('mail-token')
    .map((key) => tokenBy(key, id))
    .find((token) => hashToken(token).equals(hash));

const tokenBy = (key: KeyObject, id: string): string =>
  createHmac('sha256', key).update(id).digest('base64url');

interface Confirmation {
  readonly address: string;
  readonly expiresAt: Date;
}

/** Shows whoever is signed in with the address that its mails reach them: worth nothing by itself. */
export const confirmationToken = (ring: KeyRing, of: Confirmation): string =>
  confirmedBy(ring.key('mail-token')!, of);

/** Whether it is one of ours for that address, and not over. */
export function isConfirmation(ring: KeyRing, address: string, token: string, now: Date): boolean {
  const [, time] = /^(\d{1,15})\.[\w-]{43}$/.exec(token) ?? [];
  if (time === undefined || Number(time) <= now.getTime()) return false;
  const of = { address, expiresAt: new Date(Number(time)) };
  return ring.keys('mail-token').some((key) => {
    const wanted = Buffer.from(confirmedBy(key, of));
    return wanted.length === token.length && timingSafeEqual(wanted, Buffer.from(token));
  });
}

function confirmedBy(key: KeyObject, { address, expiresAt }: Confirmation): string {
  const time = String(expiresAt.getTime());
  const mac = createHmac('sha256', key).update(JSON.stringify(['confirm', address, time]));
  return `${time}.${mac.digest('base64url')}`;
}
