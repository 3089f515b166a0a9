// Signs receipts with the operator's key, which is published before it signs anything.
import { readSigningKey } from '@pausepoint/core';
import { configured } from '@pausepoint/runtime';
import { keepSigningKey, type Store } from '@pausepoint/store';
import { CompactSign } from 'jose';
import type { ServerConfig } from './config.ts';

export interface ReceiptSigner {
  /** @returns a compact JWS */
  sign(claims: object): Promise<string>;
  /** Whoever asks for our keys before the first receipt finds this one too. */
  publishKey(): Promise<void>;
}

interface SignerParts {
  readonly config: Pick<ServerConfig, 'auditSigningKey'>;
  readonly store: Store;
  readonly now: () => Date;
}

/** Throws what to do about an `AUDIT_SIGNING_KEY` that is none. */
export function createReceiptSigner({ config, store, now }: SignerParts): ReceiptSigner {
  const key = configured(() => readSigningKey(store.ring, config.auditSigningKey));
  const header = { alg: 'EdDSA', kid: key.kid, typ: 'pausepoint-receipt+jwt' };
  let published: Promise<void> | undefined;

  const publishKey = (): Promise<void> =>
    (published ??= keepSigningKey(store, key, now()).catch((error: unknown) => {
      published = undefined;
      throw error;
    }));

  return {
    publishKey,
    async sign(claims) {
      await publishKey();
      const payload = new TextEncoder().encode(JSON.stringify(claims));
      return new CompactSign(payload).setProtectedHeader(header).sign(key.privateKey);
    },
  };
}
