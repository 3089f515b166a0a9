// The form of a callback, once its signature proves that it comes from Twilio.
import type { HookRequest } from '../hook.ts';
import type { Account } from './client.ts';

/** As the SDK's `validateRequest`. */
export type ValidateRequest = (
  authToken: string,
  signature: string,
  url: string,
  form: Record<string, string>,
) => boolean;

/** Twilio sends some dozens. */
const MOST_FIELDS = 200;

/**
 * Undefined: forged. The signature covers no time, so an old callback stays valid: whatever is made
 * of it must bear being told twice.
 */
export function readSignedForm(
  { url, headers, body }: Pick<HookRequest, 'url' | 'headers' | 'body'>,
  { accountSid, authToken }: Account,
  validateRequest: ValidateRequest,
): URLSearchParams | undefined {
  const form = new URLSearchParams(body);
  // Anybody may send us a form: what it costs to refuse one must not grow with its fields.
  if (form.size > MOST_FIELDS) return undefined;
  // Of a field that comes twice the signature would not say which is the first.
  const fields = Object.fromEntries(form);
  if (Object.keys(fields).length < form.size) return undefined;
  const signature = headers['x-twilio-signature'] ?? '';
  try {
    if (!validateRequest(authToken, signature, url, fields)) return undefined;
  } catch {
    return undefined;
  }
  // Twilio signs names and values without anything between them; this one at least is fixed.
  return form.get('AccountSid') === accountSid ? form : undefined;
}
