// A checkpoint reads the same for every witness, and nothing else reads as one.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkpointText, noteKeyId, readCheckpoint, signedNote } from './checkpoint.ts';
import { sha256 } from './sha256.ts';

// RFC 8032, section 7.1, test 1.
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const publicKey = Buffer.from(
  'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  'hex',
);
const keyFrom = (seed: string) =>
  createPrivateKey({
    key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'),
    format: 'der',
    type: 'pkcs8',
  });
const key = keyFrom(seed);

const origin = 'pause.example/log/dev_1/live';
const root = sha256(Buffer.from('root'));
const text = checkpointText({ origin, size: 20_852_163, root });
const keyId = noteKeyId(sha256, origin, publicKey);
const note = signedNote(text, {
  name: origin,
  keyId,
  signature: sign(null, Buffer.from(text), key),
});

test.each([
  [
    seed,
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
])('Ed25519 signs as RFC 8032 says: %s', (secret, message, signature) => {
  const signed = sign(null, Buffer.from(message, 'hex'), keyFrom(secret));
  expect(signed.toString('hex')).toBe(signature);
});

test('a key id is what the signed-note specification gives for its example', () => {
  // c2sp.org/signed-note: PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW
  const encoded = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64');
  const id = noteKeyId(sha256, 'PeterNeumann', encoded.subarray(1));
  expect(Buffer.from(id).toString('hex')).toBe('c74f20a3');
});

test('what is written reads back, and the signature is over its text', () => {
  const read = readCheckpoint(note)!;
  expect(read).toMatchObject({ origin, size: 20_852_163, text });
  expect(Buffer.from(read.root)).toEqual(Buffer.from(root));
  expect(text).toBe(`${origin}\n20852163\n${Buffer.from(root).toString('base64')}\n`);
  const [signature] = read.signatures;
  expect(signature!.name).toBe(origin);
  expect(Buffer.from(signature!.keyId)).toEqual(Buffer.from(keyId));
  expect(verify(null, Buffer.from(read.text), createPublicKey(key), signature!.signature)).toBe(
    true,
  );
});

test('lines that a later version adds are kept as signed', () => {
  const longer = `${text}extension\n`;
  const signature = sign(null, Buffer.from(longer), key);
  const read = readCheckpoint(signedNote(longer, { name: origin, keyId, signature }));
  expect(read?.text).toBe(longer);
});

test.each([
  '',
  '\n\n',
  text,
  `${text}\n`,
  note.trimEnd(),
  note.replace('20852163', '020852163'),
  note.replace('20852163', '-1'),
  note.replace('20852163', '9007199254740993'),
  note.replace(Buffer.from(root).toString('base64'), 'AAAA'),
  note.replace('— ', '- '),
  note.replace(/\S+\n$/, '!!\n'),
])('%j is no checkpoint', (wrong) => {
  expect(readCheckpoint(wrong)).toBeUndefined();
});
