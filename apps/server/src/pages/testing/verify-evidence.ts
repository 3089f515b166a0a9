// Verifies what is kept of a passkey's answer with Node's crypto alone, as anybody could years later.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonicalJson } from '@pausepoint/core';

export interface PasskeyEvidence {
  readonly credential_id: string;
  readonly public_key: string;
  readonly authenticator_data: string;
  readonly client_data_json: string;
  readonly signature: string;
  readonly challenge: Readonly<Record<string, unknown>>;
  readonly rp_id: string;
  readonly origin: string;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** What does not hold; empty where all does. */
export function faultsIn(kept: PasskeyEvidence): readonly string[] {
  const client = JSON.parse(bytes(kept.client_data_json).toString()) as Record<string, unknown>;
  const data = bytes(kept.authenticator_data);
  const signed = Buffer.concat([data, sha256(bytes(kept.client_data_json))]);
  const challenge = sha256(canonicalJson(kept.challenge)).toString('base64url');
  const holds = {
    type: client['type'] === 'webauthn.get',
    challenge: client['challenge'] === challenge,
    origin: client['origin'] === kept.origin,
    site: data.subarray(0, 32).equals(sha256(kept.rp_id)),
    'a human was there and known': (data[32]! & 5) === 5,
    signature: verify('sha256', signed, keyOf(bytes(kept.public_key)), bytes(kept.signature)),
  };
  return Object.entries(holds).flatMap(([what, is]) => (is ? [] : [what]));
}

/** COSE of an ES256 key: its two numbers stand behind their labels, 32 bytes each. */
function keyOf(cose: Buffer) {
  const after = (label: string): string => {
    const at = cose.indexOf(Buffer.from(label, 'hex')) + 3;
    return cose.subarray(at, at + 32).toString('base64url');
  };
  const jwk = { kty: 'EC', crv: 'P-256', x: after('215820'), y: after('225820') };
  return createPublicKey({ key: jwk, format: 'jwk' });
}
