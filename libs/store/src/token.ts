// Secrets that open something by themselves: 256 random bits, of which only the hash is kept.
import { createHash, createHmac, randomBytes, type KeyObject } from 'node:crypto';
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
