// Developers, their keys and their sessions, as the store gives them.
import type { ChannelName, KeyRole, MemberRole, Mode, PlanName } from '@pausepoint/core';

/** What a key may ask for at most; absent members do not bind. */
export interface KeyPolicy {
  readonly recipients?: readonly string[] | undefined;
  readonly channels?: readonly ChannelName[] | undefined;
  readonly minRisk?: 'normal' | 'high' | undefined;
  readonly minRequire?: 'link' | 'code' | 'signed_in' | 'passkey' | undefined;
  readonly pausesPerHour?: number | undefined;
}

export interface ApiKeyRecord {
  readonly id: string;
  readonly developerId: string;
  readonly developerName: string;
  readonly plan: PlanName;
  readonly mode: Mode;
  readonly role: KeyRole;
  readonly policy: KeyPolicy | null;
  readonly prefix: string;
  readonly last4: string;
  readonly name: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
}

export interface DeveloperRecord {
  readonly id: string;
  readonly name: string;
  readonly plan: PlanName;
  /** The owner's. */
  readonly email: string;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
}

/** How a session began. */
export type SignedInVia = 'sign_up' | 'password' | 'passkey' | 'oidc' | 'invitation';

export interface SessionRecord {
  readonly id: string;
  readonly personId: string;
  readonly developerId: string;
  readonly role: MemberRole;
  /** Of the person, as the two that follow. */
  readonly email: string;
  readonly name: string;
  /** Whether mails to that address were shown to reach this person. */
  readonly emailVerified: boolean;
  readonly developerName: string;
  readonly createdAt: Date;
  /** When they last showed who they are. */
  readonly provedAt: Date;
}

export type AccountMailKind =
  'password_reset' | 'invitation' | 'sign_up_invitation' | 'address_confirmation';
