// The tenant, and the people who sign in for it.
import { defineEntity, p } from '@mikro-orm/core';
import type { PlanName } from '@pausepoint/core';
import type { MemberRole } from '../account-records.ts';
import { at, bytes, text } from './columns.ts';

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
    passwordHash: text(),
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
    createdAt: at(),
  },
  indexes: [{ name: 'membership_person_idx', properties: 'personId' }],
  checks: [{ name: 'membership_role_check', expression: `role in ('owner')` }],
});

export const Session = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    developerId: p.uuid().primary(),
    tokenHash: bytes().primary(),
    personId: p.uuid(),
    createdAt: at(),
    seenAt: at(),
  },
  indexes: [{ name: 'session_token_idx', properties: 'tokenHash' }],
});
