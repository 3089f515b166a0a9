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
const key = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});

const origin = 'pause.example/log/dev_1/live';
const root = sha256(Buffer.from('root'));
const text = checkpointText({ origin, size: 20_852_163, root });
const keyId = noteKeyId(sha256, origin, publicKey);
const note = signedNote(text, {
  name: origin,
  keyId,
  signature: sign(null, Buffer.from(text), key),
});

test('Ed25519 signs as RFC 8032 says', () => {
  expect(sign(null, Buffer.alloc(0), key).toString('hex')).toBe(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  );
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
