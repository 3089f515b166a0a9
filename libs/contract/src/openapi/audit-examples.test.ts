// Whoever learns from the examples can check them: they prove what they say.
import { createPublicKey, verify } from 'node:crypto';
import { sha256 } from '@pausepoint/core';
import {
  auditLeaf,
  leafHash,
  noteKeyId,
  readCheckpoint,
  verifyConsistency,
  verifyInclusion,
  type LoggedEvent,
} from '@pausepoint/core/proof';
import { expect, test } from 'vitest';
import { auditExamples } from './audit-examples.ts';

const { inclusion, consistency, checkpoint, keys, list } = auditExamples;
const head = readCheckpoint(checkpoint)!;
const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');

test('the checkpoint is signed with the key of the key set', () => {
  const [key] = keys.keys;
  const [signature] = head.signatures;
  const publicKey = createPublicKey({ key: { ...key! }, format: 'jwk' });
  expect(verify(null, Buffer.from(head.text), publicKey, signature!.signature)).toBe(true);
  const keyId = new Uint8Array(noteKeyId(sha256, head.origin, Buffer.from(key!.x, 'base64url')));
  expect(signature).toMatchObject({ name: head.origin, keyId });
});

test('the event is in the log, and the log only grew', () => {
  const { size, root } = head;
  const { sequence: index, proof } = inclusion;
  const leaf = bytes(inclusion.leaf_hash);
  const claim = { leaf, index, size, proof: proof.map(bytes), root };
  expect(verifyInclusion(sha256, claim)).toBe(true);
  const [third, second, first] = list.data.map((event) =>
    leafHash(sha256, auditLeaf(event as LoggedEvent)),
  );
  expect(Buffer.from(third!).equals(leaf)).toBe(true);
  const fromRoot = sha256(Uint8Array.of(1), first!, second!);
  const growth = { from: consistency.from_size, fromRoot, size, root };
  expect(verifyConsistency(sha256, { ...growth, proof: consistency.proof.map(bytes) })).toBe(true);
});
