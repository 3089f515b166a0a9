// What a passkey is asked to sign at sign-in: of our making, for one browser and one purpose, not for long.
import { createHmac, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { MINUTE, type KeyRing } from '@pausepoint/core';

export interface ChallengeScope {
  readonly purpose: 'sign-in' | 'set-up';
  /** The browser's page cookie. */
  readonly cookie: string;
  /** Whose passkey is set up. */
  readonly personId?: string | undefined;
}

/** From the page to the device until its answer. */
const LONGEST = 5 * MINUTE;
const SALT_BYTES = 16;
const MAC_BYTES = 32;
/** Key id, time in milliseconds, salt, HMAC-SHA256. */
const BYTES = 4 + 6 + SALT_BYTES + MAC_BYTES;

export function mintChallenge(ring: KeyRing, scope: ChallengeScope, now: Date): Buffer {
  const head = Buffer.alloc(10);
  ring.currentId.copy(head);
  head.writeUIntBE(now.getTime(), 4, 6);
  const open = Buffer.concat([head, randomBytes(SALT_BYTES)]);
  return Buffer.concat([open, mac(ring.key('sign-in-state')!, scope, open)]);
}

/** When we made it; undefined: it is none of ours for this scope, or too old. */
export function challengeTime(
  ring: KeyRing,
  scope: ChallengeScope,
  challenge: Buffer,
  now: Date,
): Date | undefined {
  if (challenge.length !== BYTES) return undefined;
  const open = challenge.subarray(0, -MAC_BYTES);
  const key = ring.key('sign-in-state', open.subarray(0, 4));
  if (!key || !timingSafeEqual(mac(key, scope, open), challenge.subarray(-MAC_BYTES))) {
    return undefined;
  }
  const time = open.readUIntBE(4, 6);
  const age = now.getTime() - time;
  return age >= 0 && age <= LONGEST ? new Date(time) : undefined;
}

function mac(key: KeyObject, { purpose, cookie, personId }: ChallengeScope, open: Buffer): Buffer {
  const scope = JSON.stringify(['passkey', purpose, cookie, personId ?? null]);
  return createHmac('sha256', key).update(scope).update(open).digest();
}
