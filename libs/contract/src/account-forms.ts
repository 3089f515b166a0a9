// What people fill in about their accounts on the pages: held to the same rules as the API's bodies.
import { memberRoles } from '@pausepoint/core';
import { z } from 'zod';
import { loginSchema, passwordSchema, registerSchema } from './auth.ts';
import { email, label } from './fields.ts';
import { parseForm, type FormValues } from './parse-form.ts';

const personName = label(100);

const signUp = z.object({
  ...registerSchema.shape,
  invitation: z.string().max(200).optional(),
});

export function parseSignUpForm(values: FormValues) {
  const { setup_token, invitation, ...account } = parseForm(signUp, values);
  return { ...account, setupToken: setup_token || null, invitation: invitation || null };
}

const signIn = z.object(loginSchema.shape);
export const parseSignInForm = (values: FormValues) => parseForm(signIn, values);

const address = z.object({ email });
/** For asking for a new password, and for inviting to an account of one's own. */
export const parseAddressForm = (values: FormValues) => parseForm(address, values);

const newPassword = z.object({ password: passwordSchema });
export const parseNewPasswordForm = (values: FormValues) => parseForm(newPassword, values);

const changePassword = z.object({ current: z.string().max(200), password: passwordSchema });
export const parseChangePasswordForm = (values: FormValues) => parseForm(changePassword, values);

const accept = z.object({ name: personName, password: passwordSchema });
export const parseAcceptForm = (values: FormValues) => parseForm(accept, values);

const invitation = z.object({
  email,
  role: z.enum(memberRoles, { error: `must be one of ${memberRoles.join(', ')}` }),
});
export const parseInvitationForm = (values: FormValues) => parseForm(invitation, values);

const name = z.object({ name: personName });
/** Of a person, a team or a passkey. */
export const parseNameForm = (values: FormValues) => parseForm(name, values);

const role = z.object({ role: invitation.shape.role });
export const parseRoleForm = (values: FormValues) => parseForm(role, values);
