// Name lookup for connections that must stay on the public internet.
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isPublicAddress } from '@pausepoint/core';
import { createNameLookup } from './name-lookup.ts';

type Callback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;
export type Lookup = (hostname: string, options: LookupOptions, callback: Callback) => void;

/** Says nothing about what was found: a receiver's owner must not map our network with it. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Refuses a name as soon as one of its addresses is not public. It runs where the connection is
 * made, so the addresses checked are the addresses used: a name that changes in between gains
 * nothing.
 */
export const publicLookup =
  (lookup: Lookup = createNameLookup()): Lookup =>
  (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = found as LookupAddress[];
      const first = addresses[0];
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new AddressRefused(), []);
      }
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
