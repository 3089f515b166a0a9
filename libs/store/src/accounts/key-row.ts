// How an API key is read: everything but the secret, which nobody has.
import type { KeyRole, Mode, PlanName } from '@pausepoint/core';
import type { ApiKeyRecord, KeyPolicy } from './account-records.ts';

/** Of key `k` and its developer `d`. */
export const keyColumns = `k.id, k.developer_id as "developerId", d.name as "developerName", d.plan,
  k.mode, k.role, k.policy, k.prefix, k.last4, k.name, k.created_at as "createdAt",
  k.last_used_at as "lastUsedAt", k.expires_at as "expiresAt"`;

export interface KeyRow {
  id: string;
  developerId: string;
  developerName: string;
  plan: PlanName;
  mode: Mode;
  role: KeyRole;
  policy: string | null;
  prefix: string;
  last4: string;
  name: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

export const toKey = (row: KeyRow): ApiKeyRecord => ({
  ...row,
  policy: row.policy === null ? null : (JSON.parse(row.policy) as KeyPolicy),
});
