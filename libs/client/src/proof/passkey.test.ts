// What a passkey signed is believed to the letter, offline; by whose passkey, as far as it was pinned.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { canonicalJson } from '@pausepoint/core/proof';
import { describe, expect, test } from 'vitest';
import { recordedPasskeys } from '../testing/recorded-passkeys.ts';
import { aKey, anEvent, firstEvents, jwks, sealedLog } from '../testing/sealed-log.ts';
import { fromCose, type PasskeySource } from './credential-keys.ts';
import { digestOf } from './read-receipt.ts';
import { receipts } from './receipts.ts';
import { ProofInputError } from './verdict.ts';

const key = aKey();
const { unverified, ...kinds } = recordedPasskeys;
const { ES256, EdDSA, RS256 } = kinds;

/** A receipt that the server signed over whatever stands beside it. */
function receiptOf(evidence: object, claims: object = {}, identified_by = 'passkey') {
  const detail = {
    ...anEvent(5).detail,
    ...{ identified_by, evidence_digest: digestOf(evidence) },
  };
  const log = sealedLog(firstEvents(13).with(5, { ...anEvent(5), detail }), key);
  return log.receipt(5, claims);
}

const check = (passkey: object, passkeys?: PasskeySource | PasskeySource[], claims: object = {}) =>
  receipts.verify(
    JSON.stringify({ receipt: receiptOf({ passkey }, claims), evidence: { passkey } }),
    { keys: jwks(key), passkeys },
  );

const jwkOf = ({ public_key }: { readonly public_key: string }, kid?: string) => ({
  ...fromCose(public_key)!.jwk,
  ...(kid !== undefined && { kid }),
});

describe.each(Object.entries(kinds))('signed by %s', (_, made) => {
  test('it is proven, and told whose word it is that it is theirs', async () => {
    const verdict = await check(made);
    expect(verdict).toMatchObject({ outcome: 'proven', fault: null });
    const { credential_id, public_key } = made;
    expect(verdict.passkey).toEqual({ credential_id, public_key, pinned: false });
    expect(verdict.notes.join()).toContain('until you pin its public key');
  });

  test('pinned, in whichever form, nobody’s word is needed', async () => {
    const jwk = jwkOf(made);
    const forms = [made.public_key, jwk, JSON.stringify(jwk), { keys: [jwkOf(unverified), jwk] }];
    for (const form of forms) {
      const verdict = await check(made, form);
      expect(verdict).toMatchObject({ outcome: 'proven', passkey: { pinned: true } });
    }
  });

  test.each<[string, object]>([
    ['choice', { challenge: { ...made.challenge, choice: 'Reject' } }],
    ['nonce', { challenge: { ...made.challenge, nonce: 'another' } }],
    ['authenticator data', { authenticator_data: flipped(made.authenticator_data, 36) }],
    ['client data', { client_data_json: rewritten(made, { crossOrigin: true }) }],
    ['signature', { signature: flipped(made.signature, 20) }],
    ['signature, cut', { signature: made.signature.slice(0, -4) }],
    ['signature, empty', { signature: '' }],
    ['key', { public_key: unverified.public_key }],
    ['kind of key', { public_key: (made === ES256 ? EdDSA : ES256).public_key }],
    ['key, cut', { public_key: made.public_key.slice(0, -4) }],
    ['site', { rp_id: 'elsewhere.example' }],
    ['origin', { origin: 'https://elsewhere.example' }],
    ['shape', { signature: 7 }],
  ])('the %s altered, and signed over by the server: it is found', async (_, change) => {
    for (const pinned of [undefined, made.public_key]) {
      const verdict = await check({ ...made, ...change }, pinned);
      expect(verdict).toMatchObject({ outcome: 'tampered', passkey: null });
    }
  });
});

test.each<[string, object]>([
  ['choice', { response_choice: 'Reject' }],
  ['pause', { pause_id: 'psr_3' }],
  ['content_digest', { content_digest: 'sha256:11' }],
  ['text', { response_text_commitment: 'sha256:11' }],
])('a receipt of another %s than the passkey signed is found', async (_, claims) => {
  // As an operator would, who has the key: the event says it too.
  const detail = {
    ...anEvent(5).detail,
    ...{ identified_by: 'passkey', evidence_digest: digestOf({ passkey: ES256 }) },
    choice: 'response_choice' in claims ? claims.response_choice : 'Approve',
    ...('response_text_commitment' in claims && { text_commitment: 'sha256:11' }),
  };
  const pause_id = 'pause_id' in claims ? (claims.pause_id as string) : 'psr_2';
  const forged = firstEvents(13).with(5, { ...anEvent(5), pause_id, detail });
  const receipt = sealedLog(forged, key).receipt(5, claims);
  const text = JSON.stringify({ receipt, evidence: { passkey: ES256 } });
  const verdict = await receipts.verify(text, { keys: jwks(key) });
  expect(verdict).toMatchObject({ outcome: 'tampered' });
  expect(verdict.fault).toContain('that the passkey signed is not the receipt’s');
});

test('a signature given without making sure who held the device does not count', async () => {
  const verdict = await check(unverified);
  expect(verdict).toMatchObject({ outcome: 'tampered' });
  expect(verdict.fault).toContain('make sure who held it');
});

test('whatever signature stands beside a receipt is checked, though it says that a link was enough', async () => {
  for (const [passkey, outcome] of [
    [ES256, 'proven'],
    [{ ...ES256, signature: flipped(ES256.signature, 20) }, 'tampered'],
  ] as const) {
    const evidence = { passkey };
    const text = JSON.stringify({ receipt: receiptOf(evidence, {}, 'link'), evidence });
    expect(await receipts.verify(text, { keys: jwks(key) })).toMatchObject({ outcome });
  }
});

test('where it was given is told, for the server may have moved since', async () => {
  const { notes, outcome, open } = await check(ES256, ES256.public_key, {
    iss: 'https://moved.example',
  });
  expect(outcome).toBe('unproven');
  expect(open.join()).toContain('from pause.example');
  expect(notes.join()).toContain('at https://pause.example');
});

test('a signature that a device gave to another site does not count', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const made = (site: string) => {
    const data = Buffer.from(ES256.authenticator_data, 'base64url');
    createHash('sha256').update(site).digest().copy(data);
    const client = createHash('sha256').update(Buffer.from(ES256.client_data_json, 'base64url'));
    const signature = sign('sha256', Buffer.concat([data, client.digest()]), privateKey);
    return {
      ...ES256,
      public_key: Buffer.from(`a5010203262001215820${hexOf(x!)}225820${hexOf(y!)}`, 'hex').toString(
        'base64url',
      ),
      authenticator_data: data.toString('base64url'),
      signature: signature.toString('base64url'),
    };
  };
  expect(await check(made(ES256.rp_id))).toMatchObject({ outcome: 'proven' });
  const { outcome, fault } = await check(made('elsewhere.example'));
  expect([outcome, fault]).toEqual(['tampered', expect.stringContaining('another site')]);
});

const hexOf = (text: string): string => Buffer.from(text, 'base64url').toString('hex');

describe('of another passkey than the pinned one', () => {
  test('it can’t be told whose it is', async () => {
    const verdict = await check(ES256, [EdDSA.public_key, RS256.public_key]);
    expect(verdict).toMatchObject({ outcome: 'unproven', fault: null, passkey: { pinned: false } });
    expect(verdict.open.join()).toContain(ES256.credential_id);
  });

  test('it is forged where it bears the pinned one’s name', async () => {
    const verdict = await check(ES256, jwkOf(EdDSA, ES256.credential_id));
    expect(verdict).toMatchObject({ outcome: 'tampered' });
    expect(await check(ES256, jwkOf(ES256, ES256.credential_id))).toMatchObject({
      ...{ outcome: 'proven', passkey: { pinned: true } },
    });
  });

  test('what the pinned one never signed is no less found', async () => {
    const forged = { ...ES256, challenge: { ...ES256.challenge, choice: 'Reject' } };
    const signed = createHash('sha256').update(canonicalJson(forged.challenge)).digest('base64url');
    const client_data_json = rewritten(ES256, { challenge: signed });
    const made = { ...forged, client_data_json };
    expect(await check(made, ES256.public_key, { response_choice: 'Reject' })).toMatchObject({
      outcome: 'tampered',
    });
  });
});

test('pinned, but nothing of a passkey beside it: it can’t be told', async () => {
  const receipt = receiptOf({ passkey: ES256 });
  const given = { keys: jwks(key), passkeys: ES256.public_key };
  expect(await receipts.verify(receipt, given)).toMatchObject({ outcome: 'unproven' });
  const without = await receipts.verify(receipt, { keys: jwks(key) });
  expect(without).toMatchObject({ outcome: 'proven', passkey: null });
  expect(without.notes.join()).toContain('the server’s word');
  const byLink = sealedLog(firstEvents(13), key).receipt(5);
  expect(await receipts.verify(byLink, given)).toMatchObject({ outcome: 'unproven' });
});

test('what is no passkey is a mistake, and no finding', async () => {
  for (const none of ['', 'AAAA', '{}', '{"keys":[]}', '{"kty":"EC"}', '{', jwks(key).slice(1)]) {
    await expect(check(ES256, none)).rejects.toThrow(ProofInputError);
  }
});

function flipped(text: string, at: number): string {
  const bytes = Buffer.from(text, 'base64url');
  bytes[at]! ^= 1;
  return bytes.toString('base64url');
}

function rewritten({ client_data_json }: { readonly client_data_json: string }, change: object) {
  const client = JSON.parse(Buffer.from(client_data_json, 'base64url').toString()) as object;
  return Buffer.from(JSON.stringify({ ...client, ...change })).toString('base64url');
}
