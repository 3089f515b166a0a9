// How people get in: by invitation, by a new password, by passkey, by an identity provider's word.
import { defineEntity, p } from '@mikro-orm/core';
import type { MemberRole } from '@pausepoint/core';
import { at, bytes, roleCheck, text, texts } from './columns.ts';

export const Invitation = defineEntity({
  name: 'Invitation',
  tableName: 'invitation',
  properties: {
    developerId: p.uuid().primary(),
    id: p.uuid().primary(),
    email: text(),
    role: text().$type<MemberRole>(),
    tokenHash: bytes(),
    invitedBy: p.uuid(),
    createdAt: at(),
    expiresAt: at(),
    acceptedAt: at().nullable(),
    revokedAt: at().nullable(),
  },
  indexes: [
    { name: 'invitation_token_idx', properties: 'tokenHash' },
    { name: 'invitation_email_idx', properties: 'email' },
  ],
  checks: [
    { name: 'invitation_email_check', expression: 'email = lower(email)' },
    roleCheck('invitation'),
  ],
});

/** To open an account of one's own; the operator's when nobody invited. */
export const SignUpInvitation = defineEntity({
  name: 'SignUpInvitation',
  tableName: 'sign_up_invitation',
  properties: {
    email: text().primary(),
    id: p.uuid(),
    tokenHash: bytes(),
    invitedBy: p.uuid().nullable(),
    createdAt: at(),
    expiresAt: at(),
  },
  indexes: [{ name: 'sign_up_invitation_token_idx', properties: 'tokenHash' }],
  checks: [{ name: 'sign_up_invitation_email_check', expression: 'email = lower(email)' }],
});

export const PasswordReset = defineEntity({
  name: 'PasswordReset',
  tableName: 'password_reset',
  properties: {
    personId: p.uuid().primary(),
    tokenHash: bytes(),
    createdAt: at(),
    expiresAt: at(),
    usedAt: at().nullable(),
  },
  indexes: [{ name: 'password_reset_token_idx', properties: 'tokenHash' }],
});

export const PersonPasskey = defineEntity({
  name: 'PersonPasskey',
  tableName: 'person_passkey',
  properties: {
    personId: p.uuid().primary(),
    /** The authenticator's, as base64url. */
    credentialId: text().primary(),
    /** COSE. */
    publicKey: bytes(),
    counter: p.bigint(),
    transports: texts(),
    name: text(),
    /** Of the last assertion that counted. */
    nonceAt: at(),
    createdAt: at(),
    lastUsedAt: at().nullable(),
  },
});

export const Identity = defineEntity({
  name: 'Identity',
  tableName: 'identity',
  properties: {
    personId: p.uuid().primary(),
    issuer: text().primary(),
    subject: text().primary(),
    createdAt: at(),
  },
  uniques: [{ name: 'identity_subject_unique', properties: ['issuer', 'subject'] }],
});
