// What whom a pause asks is found by, where one knows the address: a keyed hash, one developer's own.
import type { ChannelName, KeyRing } from '@pausepoint/core';
import type { KeyObject } from 'node:crypto';
import { hashAddress } from '../approvers/hash-address.ts';

export interface Address {
  readonly channel: ChannelName;
  readonly address: string;
}

type Of = Address & { readonly developerId: string };

/** As it is written down: by the current secret. */
export const askedHash = (ring: KeyRing, of: Of): Buffer => hash(ring.key('hash-address')!, of);

/** As it may have been written down: by the current secret, or the one before. */
export const askedHashes = (ring: KeyRing, of: Of): readonly Buffer[] =>
  ring.keys('hash-address').map((key) => hash(key, of));

/** People sign in with one spelling of their address, whatever it was written to with. */
const hash = (key: KeyObject, { developerId, channel, address }: Of): Buffer =>
  hashAddress(
    key,
    ...['asked', developerId, channel],
    channel === 'email' ? address.toLowerCase() : address,
  );
