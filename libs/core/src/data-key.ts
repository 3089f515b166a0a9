// The key of one pause: what is personal is sealed under it, and gone for good once it is destroyed.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
} from 'node:crypto';
import { randomFew } from './random.ts';

const IV = 12;
const TAG = 16;

export const newDataKey = (): Buffer => randomFew(32);

/** As bytes it would cost several times what it seals, each time anew. */
export const readDataKey = (bytes: Buffer): KeyObject => createSecretKey(bytes);

/** AES-256-GCM. @param boundTo as in `seal` */
export function sealUnder(key: KeyObject, text: string, boundTo: string): Buffer {
  const iv = randomFew(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(boundTo));
  // In this order: the tag is there only once all is sealed.
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when altered, bound elsewhere or sealed under another key. */
export function unsealUnder(key: KeyObject, sealed: Buffer, boundTo: string): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV), {
    authTagLength: TAG,
  })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(sealed.subarray(-TAG));
  // Nothing of it is read before the end was found to be true.
  return Buffer.concat([decipher.update(sealed.subarray(IV, -TAG)), decipher.final()]).toString();
}

/**
 * The salt of the commitment to one value: made from the key, so that it need not be kept, is known of
 * no other value by knowing this one's, and can be told no more once the key is gone.
 */
export const saltUnder = (key: KeyObject, what: string): string =>
  createHmac('sha256', key)
    .update(`commitment-salt/${what}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

/** What something is known again by while the key is there, and not even guessed by afterwards. */
export const hashUnder = (key: KeyObject, what: string, bytes: Buffer): Buffer =>
  createHmac('sha256', key).update(`${what}/`).update(bytes).digest();
