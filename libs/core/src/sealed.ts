// Text encrypted at rest: AES-256-GCM, key id in front, bound to where it belongs.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { KeyRing, Purpose } from './key-ring.ts';
import { randomFew } from './random.ts';

type SealPurpose = Extract<Purpose, `seal-${string}`>;

/** @param boundTo what the text belongs to (ids): a sealed value moved elsewhere does not open. */
export function seal(ring: KeyRing, purpose: SealPurpose, text: string, boundTo: string): Buffer {
  const iv = randomFew(12);
  const cipher = createCipheriv('aes-256-gcm', ring.key(purpose)!, iv).setAAD(Buffer.from(boundTo));
  const sealed = [cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([ring.currentId, iv, ...sealed, cipher.getAuthTag()]);
}

/** Throws when altered, bound elsewhere or sealed with a secret nobody gave us. */
export function unseal(
  ring: KeyRing,
  purpose: SealPurpose,
  sealed: Buffer,
  boundTo: string,
): string {
  const key = ring.key(purpose, sealed.subarray(0, 4));
  if (!key) throw new Error('sealed with an unknown SECRET_KEY: set SECRET_KEY_PREVIOUS');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(4, 16), {
    authTagLength: 16,
  })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(16, -16)), decipher.final()]).toString();
}
