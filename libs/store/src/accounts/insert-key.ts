// Makes an API key and stores its hash, inside the transaction it is part of.
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  formatId,
  hashApiKey,
  newApiKey,
  newId,
  type KeyPrefix,
  type KeyRole,
} from '@pausepoint/core';
import { recordEvent } from '../audit/record-event.ts';
import type { KeyPolicy } from './account-records.ts';
import type { Scope } from '../records.ts';
import { ApiKey } from '../tables/api-key.ts';

export interface NewKey extends Scope {
  readonly prefix: KeyPrefix;
  readonly name: string | null;
  readonly role: KeyRole;
  readonly policy: KeyPolicy | null;
  readonly now: Date;
}

/** @param rotated the id of the key this one takes over from */
export async function insertKey(
  em: EntityManager,
  wanted: NewKey,
  rotated?: string,
): Promise<{ id: string; key: string }> {
  const { developerId, mode, prefix, name, role, policy, now } = wanted;
  const key = newApiKey(prefix);
  const id = newId(now);
  await em.insert(ApiKey, {
    developerId,
    id,
    mode,
    role,
    prefix,
    name,
    policy: policy && JSON.stringify(policy),
    last4: key.slice(-4),
    hash: hashApiKey(key),
    createdAt: now,
  });
  await recordEvent(em, {
    developerId,
    mode,
    now,
    type: rotated ? 'api_key.rotated' : 'api_key.created',
    detail: {
      key_id: formatId('key', id),
      role,
      ...(rotated && { replaces: formatId('key', rotated) }),
    },
  });
  return { id, key };
}
