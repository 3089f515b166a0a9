// Placeholder while the store is being written: the signatures, so that others compile.
import type { KeyPrefix, KeyRing, KeyRole, Mode, PlanName, WebhookEventType } from '@pausepoint/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type * as r from './records.ts';

export interface Store {
  readonly orm: MikroORM;
  readonly pool: Pool;
  readonly ring: KeyRing;
  close(): Promise<void>;
}
export interface StoreOptions {
  readonly url: string;
  readonly ring: KeyRing;
  readonly poolSize?: number | undefined;
  readonly applicationName?: string | undefined;
  readonly onError?: ((error: Error) => void) | undefined;
}
export declare function openStore(options: StoreOptions): Promise<Store>;
export declare function migrate(store: Store): Promise<void>;
export declare function isMigrated(store: Store): Promise<boolean>;
export declare function ping(store: Store): Promise<void>;
export declare function claimInstallation(store: Store): Promise<void>;
export declare function setupToken(store: Store, now: Date): Promise<string | null>;

export declare function openPause(store: Store, pause: r.NewPause): Promise<{ replayed: boolean; pause: r.PauseRecord }>;
export declare function findPause(store: Store, key: r.Scope & { readonly id: string }): Promise<r.PauseRecord | undefined>;
export declare function findPauseByLink(store: Store, key: r.PauseKey): Promise<r.PauseRecord | undefined>;
export declare function findShortCode(store: Store, code: string): Promise<(r.PauseKey & { readonly recipientIndex: number }) | undefined>;
export declare function listPauses(store: Store, filter: r.PauseFilter): Promise<r.PauseRecord[]>;
export declare function recordView(
  store: Store,
  view: r.PauseKey & { readonly recipientIndex: number | null; readonly automated: boolean; readonly now: Date },
): Promise<void>;
export declare function settle(store: Store, acts: readonly r.Act[]): Promise<readonly r.Settled[]>;
export declare function settleOverdue(store: Store, limit: number): Promise<readonly r.PauseKey[]>;
export declare function settledSince(store: Store, cursor: string | null): Promise<{ readonly cursor: string; readonly pauses: readonly r.PauseKey[] }>;
export declare function untilDue(store: Store): Promise<number | null>;
export declare function oldestOverdue(store: Store): Promise<number>;

export interface ClaimOptions {
  readonly limit: number;
  readonly leaseSeconds: number;
}
export declare function claimNotifications(store: Store, options: ClaimOptions): Promise<r.NotificationClaim[]>;
export declare function claimWebhooks(store: Store, options: ClaimOptions): Promise<r.WebhookClaim[]>;
export declare function recordAttempt(store: Store, claim: r.Claim, result: r.AttemptResult): Promise<boolean>;
export declare function releaseLeases(store: Store, claims: readonly r.Claim[]): Promise<void>;

export interface NewDeveloper {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly plan: PlanName;
  readonly now: Date;
  /** Refuse with `sign_up_closed` unless this is the first account of the installation. */
  readonly onlyFirst?: boolean | undefined;
}
export declare function register(store: Store, developer: NewDeveloper): Promise<{ developerId: string; personId: string; apiKey: string; testApiKey: string }>;
export declare function countDevelopers(store: Store): Promise<number>;
export declare function findPersonByEmail(
  store: Store,
  email: string,
): Promise<{ personId: string; developerId: string; passwordHash: string; role: r.MemberRole } | undefined>;
export declare function findDeveloper(store: Store, id: string): Promise<r.DeveloperRecord | undefined>;
export declare function countPauses(store: Store, of: { readonly developerId: string; readonly period: string }): Promise<number>;

export declare function findKey(store: Store, hash: Buffer): Promise<r.ApiKeyRecord | undefined>;
export declare function listKeys(store: Store, of: { readonly developerId: string; readonly mode?: Mode | undefined }): Promise<r.ApiKeyRecord[]>;
export interface NewKey extends r.Scope {
  readonly prefix: KeyPrefix;
  readonly name: string | null;
  readonly role: KeyRole;
  readonly policy: r.KeyPolicy | null;
  readonly now: Date;
}
export declare function createKey(store: Store, key: NewKey): Promise<{ key: string; record: r.ApiKeyRecord }>;
export interface KeyToEnd {
  readonly developerId: string;
  readonly mode?: Mode | undefined;
  readonly id: string;
  readonly now: Date;
}
export declare function revokeKey(store: Store, key: KeyToEnd): Promise<boolean>;
export declare function rotateKey(
  store: Store,
  key: KeyToEnd & { readonly overlapHours: number },
): Promise<{ key: string; record: r.ApiKeyRecord } | undefined>;
export declare function touchKey(store: Store, id: string, now: Date): Promise<void>;

export declare function openSession(store: Store, session: { readonly personId: string; readonly developerId: string; readonly now: Date }): Promise<string>;
export declare function findSession(store: Store, token: string, now: Date): Promise<r.SessionRecord | undefined>;
export declare function closeSession(store: Store, token: string): Promise<void>;

export interface NewWebhook extends r.Scope {
  readonly url: string;
  readonly events: readonly WebhookEventType[];
  /** Null: we make one. */
  readonly secret: string | null;
  readonly now: Date;
}
export declare function createWebhook(store: Store, webhook: NewWebhook): Promise<{ webhook: r.WebhookRecord; secret: string | null }>;
export declare function listWebhooks(
  store: Store,
  of: r.Scope & { readonly limit?: number | undefined; readonly before?: string | undefined },
): Promise<r.WebhookRecord[]>;
export declare function findWebhook(store: Store, of: r.Scope & { readonly id: string }): Promise<r.WebhookRecord | undefined>;
export declare function deleteWebhook(store: Store, of: r.Scope & { readonly id: string; readonly now: Date }): Promise<boolean>;
export declare function defaultSecret(store: Store, of: r.Scope & { readonly now: Date }): Promise<string>;
export declare function rotateDefaultSecret(store: Store, of: r.Scope & { readonly now: Date }): Promise<string>;

export declare function listAudit(store: Store, filter: r.AuditFilter): Promise<r.AuditRecord[]>;

export type NewSandboxMessage = Omit<r.SandboxMessage, 'id' | 'createdAt'> & { readonly now: Date };
export declare function keepMessage(store: Store, message: NewSandboxMessage): Promise<void>;
export declare function listMessages(
  store: Store,
  of: { readonly developerId: string; readonly mode?: Mode | undefined; readonly limit: number; readonly before?: string | undefined },
): Promise<r.SandboxMessage[]>;
export declare function listInbox(store: Store, of: { readonly limit: number }): Promise<r.SandboxMessage[]>;
export declare function beat(store: Store, heart: { readonly processId: string; readonly role: string; readonly now: Date }): Promise<void>;
export declare function lastBeat(store: Store): Promise<Date | null>;
export declare const rateLimitTable: string;
