// Whether a passkey signed the very decision a receipt tells of: WebAuthn, checked without any server.
import { canonicalJson } from '@pausepoint/core/proof';
import { equal, fromBase64, toBase64Url } from './base64.ts';
import { clientOf, isAssertion, type Assertion } from './passkey-assertion.ts';
import { fromCose, hasSigned, type CredentialKey } from './credential-keys.ts';
import type { ReceiptClaims } from './receipt-claims.ts';
import { sha256 } from './sha256.ts';

/** The passkey that a decision was signed with. */
export interface ReceiptPasskey {
  /** In base64url, as everything of it. */
  readonly credential_id: string;
  /** COSE: give it as `passkeys` the next time, once you know whose it is. */
  readonly public_key: string;
  /** Whether it is one of those that were given. */
  readonly pinned: boolean;
}

export interface PasskeyFinding {
  readonly fault?: string;
  /** Why not more can be told. */
  readonly open?: string;
  readonly note?: string;
  readonly passkey?: ReceiptPasskey;
}

export async function checkPasskey(
  claims: ReceiptClaims,
  evidence: unknown,
  pinned: readonly CredentialKey[],
): Promise<PasskeyFinding> {
  const made = (evidence as { readonly passkey?: unknown } | undefined)?.passkey;
  if (claims.decision?.identified_by !== 'passkey' && made === undefined) {
    return pinned.length > 0 ? { open: 'It does not say that a passkey was used.' } : {};
  }
  if (evidence === undefined) {
    return pinned.length > 0
      ? { open: `${notBeside}: whether yours signed can’t be told.` }
      : { note: `${notBeside}: that one was used is the server’s word.` };
  }
  if (!isAssertion(made)) return { fault: 'What the passkey signed can’t be read.' };
  const key = fromCose(made.public_key, made.credential_id);
  if (!key) return { fault: 'The passkey’s public key is none that can be read.' };
  const wrong = faultOf(made, claims) ?? (await faultOfSignature(made, key));
  if (wrong !== undefined) return { fault: wrong };
  return trust(made, key, pinned);
}

const notBeside = 'What the passkey signed is not beside the receipt';

/** Its signature is good: whose it is remains. */
function trust(
  { credential_id, public_key, origin }: Assertion,
  key: CredentialKey,
  pinned: readonly CredentialKey[],
): PasskeyFinding {
  const passkey = { credential_id, public_key, pinned: false };
  if (pinned.length === 0) {
    const note = `The passkey ${credential_id} signed this very decision at ${origin}, its content_digest, choice and text. Whose it is, is the server’s word until you pin its public key.`;
    return { note, passkey };
  }
  if (pinned.some(({ thumbprint }) => thumbprint === key.thumbprint)) {
    const note = `The passkey ${credential_id}, which you pinned, signed this very decision at ${origin}, its content_digest, choice and text.`;
    return { note, passkey: { ...passkey, pinned: true } };
  }
  if (pinned.some(({ id }) => id === credential_id)) {
    return { fault: `It was not signed by the passkey ${credential_id} that you pinned.`, passkey };
  }
  const open = `It was signed by a passkey that is not among those you pinned (${credential_id}). A new device of theirs has a new one; so has an impostor: ask them.`;
  return { open, passkey };
}

function faultOf(made: Assertion, claims: ReceiptClaims): string | undefined {
  const client = clientOf(made);
  const data = fromBase64(made.authenticator_data);
  if (!client || !data || data.length < 37) return 'What the passkey signed can’t be read.';
  const { challenge } = made;
  const digest = hash(canonicalJson(challenge));
  if (client['type'] !== 'webauthn.get' || client['challenge'] !== toBase64Url(digest)) {
    return 'The passkey did not sign the decision beside it.';
  }
  const host = URL.canParse(made.origin) ? new URL(made.origin) : undefined;
  if (client['origin'] !== made.origin || host?.hostname !== made.rp_id) {
    return `The passkey signed for ${String(client['origin'])}, and not for ${made.origin}.`;
  }
  if (!equal(data.subarray(0, 32), hash(made.rp_id))) {
    return `The passkey is one of another site than ${made.rp_id}.`;
  }
  if ((data[32]! & BOTH) !== BOTH) {
    return 'The device did not make sure who held it when the passkey was used.';
  }
  const different = differenceTo(challenge, claims);
  return different && `The ${different} that the passkey signed is not the receipt’s.`;
}

/** Somebody was there, and shown to be its owner. */
const BOTH = 1 | 4;

/** The text itself is no part of a receipt; that there is one is. */
function differenceTo(signed: Assertion['challenge'], claims: ReceiptClaims): string | undefined {
  const pairs = {
    pause: [signed['pause_id'], claims.pause_id],
    content_digest: [signed['content_digest'], claims.content_digest],
    choice: [signed['choice'], claims.response_choice],
    text: [signed['text'] === null, (claims.response_text_commitment ?? null) === null],
  };
  return Object.entries(pairs).find(([, [one, other]]) => one !== other)?.[0];
}

async function faultOfSignature(made: Assertion, key: CredentialKey): Promise<string | undefined> {
  const [data, signature] = [fromBase64(made.authenticator_data), fromBase64(made.signature)];
  const client = fromBase64(made.client_data_json);
  if (!data || !signature || !client) return 'What the passkey signed can’t be read.';
  const signed = new Uint8Array([...data, ...sha256(client)]);
  const good = await hasSigned(key, signature, signed);
  if (good === undefined) return 'The passkey’s public key is none that can be used.';
  return good ? undefined : 'The passkey’s signature is false.';
}

const hash = (text: string): Uint8Array => sha256(new TextEncoder().encode(text));
