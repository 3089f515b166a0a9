// What is encrypted at rest, and to what it is bound: a value moved to another row does not open.
import type { KeyObject } from 'node:crypto';
import { newDataKey, readDataKey, seal, unseal, type KeyRing } from '@pausepoint/core';
import type { PauseKey } from './records.ts';

const place = ({ developerId, pauseId }: PauseKey, what: string): string =>
  `${developerId}/${pauseId}/${what}`;

/** A pause's own key, as it is used and as it is kept. */
export interface MadeKey {
  readonly key: KeyObject;
  readonly sealed: Buffer;
}

export function makeDataKey(ring: KeyRing, of: PauseKey): MadeKey {
  const bytes = newDataKey();
  const sealed = seal(ring, 'seal-data-key', bytes.toString('base64url'), place(of, 'key'));
  return { key: readDataKey(bytes), sealed };
}

export const openDataKey = (ring: KeyRing, of: PauseKey, sealed: Buffer): KeyObject =>
  readDataKey(Buffer.from(unseal(ring, 'seal-data-key', sealed, place(of, 'key')), 'base64url'));

/** A vendor's name of a message often holds the address it went to. Good for any of the pause's. */
export const sealRef = (ring: KeyRing, of: PauseKey, ref: string): Buffer =>
  seal(ring, 'seal-address', ref, place(of, 'ref'));

export const unsealRef = (ring: KeyRing, of: PauseKey, sealed: Buffer): string =>
  unseal(ring, 'seal-address', sealed, place(of, 'ref'));

/** Bound to the message that carries it: one code's never opens as another's. */
export const sealCode = (ring: KeyRing, of: PauseKey, deliveryId: string, code: string): Buffer =>
  seal(ring, 'seal-secret', code, place(of, `code/${deliveryId}`));

export const unsealCode = (
  ring: KeyRing,
  of: PauseKey,
  deliveryId: string,
  sealed: Buffer,
): string => unseal(ring, 'seal-secret', sealed, place(of, `code/${deliveryId}`));

/** A webhook URL may carry a secret of its own, so it is sealed like one. */
export const sealPauseWebhook = (ring: KeyRing, of: PauseKey, url: string): Buffer =>
  seal(ring, 'seal-secret', url, place(of, 'webhook'));

export const unsealPauseWebhook = (ring: KeyRing, of: PauseKey, sealed: Buffer): string =>
  unseal(ring, 'seal-secret', sealed, place(of, 'webhook'));

export type DeveloperSecret =
  | `webhook/${string}/url`
  | `webhook/${string}/secret`
  | `approver/${string}/address`
  | `default-secret/${string}`
  | `setting/${string}/${string}`;

export const sealSecret = (
  ring: KeyRing,
  developerId: string,
  what: DeveloperSecret,
  text: string,
): Buffer => seal(ring, 'seal-secret', text, `${developerId}/${what}`);

export const unsealSecret = (
  ring: KeyRing,
  developerId: string,
  what: DeveloperSecret,
  sealed: Buffer,
): string => unseal(ring, 'seal-secret', sealed, `${developerId}/${what}`);
