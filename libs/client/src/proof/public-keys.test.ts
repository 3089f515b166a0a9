// Signatures are checked as RFC 8032 has them: its own test vectors, by WebCrypto.
import { expect, test } from 'vitest';
import { isSignedBy, readPublicKeys } from './public-keys.ts';

// Section 7.1, tests 1 and 2.
const vectors = [
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    'r',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
] as const;

test.each(vectors)('the signature of %s is true, and of nothing else', async (key, text, hex) => {
  const [own] = readPublicKeys(Buffer.from(key, 'hex').toString('base64'));
  const signature = Buffer.from(hex, 'hex');
  expect(await isSignedBy(own!, signature, text)).toBe(true);
  expect(await isSignedBy(own!, signature, `${text}.`)).toBe(false);
  signature[0]! ^= 1;
  expect(await isSignedBy(own!, signature, text)).toBe(false);
});

test('a key is named by its thumbprint, as RFC 8037 has it', () => {
  // Appendix A.3.
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  const [key] = readPublicKeys({ kty: 'OKP', crv: 'Ed25519', x });
  expect(key!.kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});
