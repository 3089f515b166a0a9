// One key signs for an installation, whichever way the operator gives it.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { readCheckpoint } from './checkpoint.ts';
import { createKeyRing } from './key-ring.ts';
import { isSignedBy, readSigningKey, signCheckpoint, thumbprint } from './signing-key.ts';

const ring = createKeyRing('a secret for tests, of no worth at all');
// RFC 8037, appendix A.1 to A.3.
const seed = Buffer.from('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', 'base64url');
const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';

test('the thumbprint is the one of RFC 8037', () => {
  expect(thumbprint(x)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  const key = readSigningKey(ring, seed.toString('base64'));
  expect(key.kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  expect(Buffer.from(key.publicKey).toString('base64url')).toBe(x);
});

test('without a key of its own an installation has the one its secret leads to', () => {
  const again = createKeyRing('a secret for tests, of no worth at all');
  expect(readSigningKey(ring).kid).toBe(readSigningKey(again).kid);
  const other = createKeyRing('another secret for tests, of no worth');
  expect(readSigningKey(ring).kid).not.toBe(readSigningKey(other).kid);
});

test('a PEM is taken, also with its lines written as \\n', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  const kid = readSigningKey(ring, pem).kid;
  expect(readSigningKey(ring, pem.replaceAll('\n', '\\n')).kid).toBe(kid);
});

test.each([
  'nonsense',
  Buffer.alloc(31).toString('base64'),
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'pem',
    type: 'pkcs8',
  }) as string,
])('what is no Ed25519 key is refused, and not repeated', (text) => {
  expect(() => readSigningKey(ring, text)).toThrow(/openssl genpkey/);
  expect(() => readSigningKey(ring, text)).not.toThrow(new RegExp(text.slice(-12)));
});

test('a checkpoint it signs verifies with its public key', () => {
  const key = readSigningKey(ring);
  const origin = 'pause.example/audit/dev_1/test';
  const note = signCheckpoint(key, { origin, size: 7, root: Buffer.alloc(32, 7) });
  const read = readCheckpoint(note)!;
  expect(read).toMatchObject({ origin, size: 7 });
  const [{ name, signature }] = read.signatures as [(typeof read.signatures)[0]];
  expect(name).toBe(origin);
  const publicKey = createPublicKey(key.privateKey);
  expect(verify(null, Buffer.from(read.text), publicKey, signature)).toBe(true);
});

test('only what a log signed with that key counts as signed by it, word for word', () => {
  const key = readSigningKey(ring);
  const note = signCheckpoint(key, { origin: 'a/log', size: 7, root: Buffer.alloc(32, 7) });
  expect(isSignedBy(readCheckpoint(note)!, key)).toBe(true);
  expect(isSignedBy(readCheckpoint(note.replace('\n7\n', '\n8\n'))!, key)).toBe(false);
  expect(isSignedBy(readCheckpoint(note.replace('a/log\n', 'b/log\n'))!, key)).toBe(false);
  const other = readSigningKey(createKeyRing('another secret for tests, of no worth'));
  expect(isSignedBy(readCheckpoint(note)!, other)).toBe(false);
  expect(isSignedBy({ ...readCheckpoint(note)!, signatures: [] }, key)).toBe(false);
});
