// The tenant, and the people who sign in for it.
import { defineEntity, p } from '@mikro-orm/core';
import type { MemberRole, PlanName } from '@pausepoint/core';
import type { SignedInVia } from '../accounts/account-records.ts';
import { at, bytes, roleCheck, text } from './columns.ts';

export const Developer = defineEntity({
  name: 'Developer',
  tableName: 'developer',
  properties: {
    id: p.uuid().primary(),
    name: text(),
    plan: text().$type<PlanName>(),
    createdAt: at(),
    disabledAt: at().nullable(),
  },
});

export const Person = defineEntity({
  name: 'Person',
  tableName: 'person',
  properties: {
    id: p.uuid().primary(),
    email: text(),
    name: text(),
    /** Null: signs in by passkey or by the operator's identity provider alone. */
    passwordHash: text().nullable(),
    /** When it was last shown that mails to that address reach this person. */
    emailVerifiedAt: at().nullable(),
    createdAt: at(),
  },
  uniques: [{ name: 'person_email_unique', properties: 'email' }],
  checks: [{ name: 'person_email_check', expression: 'email = lower(email)' }],
});

export const Membership = defineEntity({
  name: 'Membership',
  tableName: 'membership',
  properties: {
    developerId: p.uuid().primary(),
    personId: p.uuid().primary(),
    role: text().$type<MemberRole>(),
    /** When the person last signed in for this developer. */
    usedAt: at().nullable(),
    createdAt: at(),
  },
  indexes: [{ name: 'membership_person_idx', properties: 'personId' }],
  checks: [roleCheck('membership')],
});

export const Session = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    developerId: p.uuid().primary(),
    tokenHash: bytes().primary(),
    id: p.uuid(),
    personId: p.uuid(),
    via: text().$type<SignedInVia>(),
    device: text().nullable(),
    createdAt: at(),
    /** When they last showed who they are. */
    provedAt: at(),
    seenAt: at(),
  },
  indexes: [
    { name: 'session_token_idx', properties: 'tokenHash' },
    { name: 'session_person_idx', properties: 'personId' },
  ],
  checks: [
    {
      name: 'session_via_check',
      expression: `via in ('sign_up', 'password', 'passkey', 'oidc', 'invitation')`,
    },
  ],
});
