// What a passkey signed, as it stands beside a receipt: only what has its shape is looked at.
import { fromBase64 } from './base64.ts';

/** As the server keeps it. */
export interface Assertion {
  readonly credential_id: string;
  readonly public_key: string;
  readonly authenticator_data: string;
  readonly client_data_json: string;
  readonly signature: string;
  readonly challenge: Readonly<Record<string, unknown>>;
  readonly rp_id: string;
  readonly origin: string;
}

/** What the browser told of where and for what it was asked. */
export function clientOf({
  client_data_json,
}: Assertion): Readonly<Record<string, unknown>> | undefined {
  try {
    const text = new TextDecoder().decode(fromBase64(client_data_json));
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

export function isAssertion(made: unknown): made is Assertion {
  if (typeof made !== 'object' || made === null) return false;
  const { challenge, ...rest } = made as Assertion;
  const texts = [rest.credential_id, rest.public_key, rest.authenticator_data, rest.origin];
  const more = [rest.client_data_json, rest.signature, rest.rp_id];
  const isObject = typeof challenge === 'object' && (challenge as unknown) !== null;
  return isObject && [...texts, ...more].every((text) => typeof text === 'string');
}
