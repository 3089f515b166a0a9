// What is encrypted at rest, and to what it is bound: a value moved to another row does not open.
import { seal, unseal, type KeyRing } from '@pausepoint/core';
import type { PauseKey } from './records.ts';

type Of = PauseKey & { readonly index: number };

const place = ({ developerId, pauseId }: PauseKey, what: string): string =>
  `${developerId}/${pauseId}/${what}`;

export const sealAddress = (ring: KeyRing, of: Of, address: string): Buffer =>
  seal(ring, 'seal-address', address, place(of, `${of.index}/address`));

export const unsealAddress = (ring: KeyRing, of: Of, sealed: Buffer): string =>
  unseal(ring, 'seal-address', sealed, place(of, `${of.index}/address`));

export const sealCode = (ring: KeyRing, of: Of, code: string): Buffer =>
  seal(ring, 'seal-address', code, place(of, `${of.index}/code`));

export const unsealCode = (ring: KeyRing, of: Of, sealed: Buffer): string =>
  unseal(ring, 'seal-address', sealed, place(of, `${of.index}/code`));

/** A webhook URL may carry a secret of its own, so it is sealed like one. */
export const sealPauseWebhook = (ring: KeyRing, of: PauseKey, url: string): Buffer =>
  seal(ring, 'seal-secret', url, place(of, 'webhook'));

export const unsealPauseWebhook = (ring: KeyRing, of: PauseKey, sealed: Buffer): string =>
  unseal(ring, 'seal-secret', sealed, place(of, 'webhook'));

export type DeveloperSecret =
  `webhook/${string}/url` | `webhook/${string}/secret` | `default-secret/${string}`;

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
