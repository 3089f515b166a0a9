// The form of a callback, once its signature proves that it comes from Twilio.
import type { HookRequest } from '../hook.ts';
import type { Account } from './client.ts';

/** As the SDK's `validateRequest`. */
export type ValidateRequest = (
  authToken: string,
  signature: string,
  url: string,
  form: Record<string, string | string[]>,
) => boolean;

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
  const names = [...new Set(form.keys())];
  const fields = names.map((name): [string, string | string[]] => {
    const values = form.getAll(name);
    return [name, values.length === 1 ? values[0]! : values];
  });
  const signature = headers['x-twilio-signature'] ?? '';
  try {
    if (!validateRequest(authToken, signature, url, Object.fromEntries(fields))) return undefined;
  } catch {
    return undefined;
  }
  // Twilio signs names and values without anything between them; this one at least is fixed.
  return form.get('AccountSid') === accountSid ? form : undefined;
}
