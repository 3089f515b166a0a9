// A receipt is one the server signed, about a decision its log holds; whatever was altered is found.
import { describe, expect, test } from 'vitest';
import { aKey, anEvent, firstEvents, jwks, sealedLog } from '../testing/sealed-log.ts';
import { digestOf } from './read-receipt.ts';
import { receipts } from './receipts.ts';
import { ProofInputError } from './verdict.ts';

const key = aKey();
const keys = jwks(key);
const log = sealedLog(firstEvents(13), key);
const verify = (receipt: string, trusted: string | undefined = keys) =>
  receipts.verify(receipt, { keys: trusted });
const claimsOf = (receipt: string) =>
  JSON.parse(Buffer.from(receipt.split('.')[1]!, 'base64url').toString()) as {
    log: Record<string, unknown>;
    decision: Record<string, unknown>;
  };
const honest = claimsOf(log.receipt(5));

test('a receipt is proven by the key alone, by itself and as the API answers it', async () => {
  const receipt = log.receipt(5);
  const verdict = await verify(receipt);
  expect(verdict).toMatchObject({ outcome: 'proven', fault: null, open: [] });
  expect(verdict.claims).toMatchObject({ response_choice: 'Approve', log: { sequence: 5 } });
  expect(await verify(JSON.stringify({ receipt }))).toMatchObject({ outcome: 'proven' });
});

test('any letter of it that is changed makes it false, or no receipt', async () => {
  const receipt = log.receipt(5);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (let at = 0; at < receipt.length - 1; at += 5) {
    const letter = letters[(letters.indexOf(receipt[at]!) + 17) % 64]!;
    const changed = `${receipt.slice(0, at)}${letter}${receipt.slice(at + 1)}`;
    const outcome = await verify(changed).then(
      (verdict) => verdict.outcome,
      (error: unknown) => (error instanceof ProofInputError ? 'no receipt' : error),
    );
    // Another key’s name is nobody’s receipt.
    expect(outcome, `letter ${at}`).toMatch(/^(tampered|no receipt|unproven)$/);
  }
});

test.each([
  { alg: 'none' },
  { alg: 'HS256' },
  { alg: undefined },
  { kid: undefined },
  { crit: ['b64'] },
])('with %j in its head it is no receipt, whatever signs it', async (change) => {
  const [head, ...rest] = log.receipt(5).split('.');
  const header = JSON.parse(Buffer.from(head!, 'base64url').toString()) as object;
  const other = Buffer.from(JSON.stringify({ ...header, ...change })).toString('base64url');
  await expect(verify([other, ...rest].join('.'))).rejects.toThrow(ProofInputError);
});

describe('signed by the server, and yet untrue', () => {
  test.each<[string, object]>([
    ['choice', { response_choice: 'Reject' }],
    ['pause', { pause_id: 'psr_9' }],
    ['status', { status: 'timed_out', human_decided: false }],
    ['human', { human_decided: false }],
    ['text', { response_text_commitment: 'sha256:00' }],
    ['proof of who', { decision: { ...honest.decision, identified_by: 'passkey' } }],
    ['evidence', { decision: { ...honest.decision, evidence_digest: 'sha256:00' } }],
    ['place', { log: { ...honest.log, sequence: 6 } }],
    ['event', { log: { ...honest.log, event: anEvent(7) } }],
    ['path', { log: { ...honest.log, inclusion: [] } }],
    ['log', { developer_id: 'dev_2' }],
  ])('%s: it is found', async (_, claims) => {
    const verdict = await verify(log.receipt(5, claims));
    expect(verdict).toMatchObject({ outcome: 'tampered', fault: expect.any(String) as string });
  });
});

test('from another address than its log’s it is neither false nor proven: the server may have moved', async () => {
  const verdict = await verify(log.receipt(5, { iss: 'https://moved.example' }));
  expect(verdict).toMatchObject({ outcome: 'unproven', fault: null });
  expect(verdict.open.join()).toMatch(/from https:\/\/moved\.example.* from pause\.example\/audit/);
});

test('the evidence beside it is the one it was signed over', async () => {
  const evidence = { kind: 'passkey', signature: 'AAAA' };
  const digest = { ...honest.decision, evidence_digest: digestOf(evidence) };
  const told = {
    ...anEvent(5),
    detail: { ...anEvent(5).detail, evidence_digest: digestOf(evidence) },
  };
  const sealed = sealedLog(firstEvents(13).with(5, told), key);
  const receipt = sealed.receipt(5, { decision: digest });
  const answer = (beside: object) => verify(JSON.stringify({ receipt, evidence: beside }));
  expect(await answer(evidence)).toMatchObject({ outcome: 'proven' });
  expect(await answer({ ...evidence, signature: 'AAAB' })).toMatchObject({ outcome: 'tampered' });
});

test('without the key, or with another, it can’t be told', async () => {
  expect(await receipts.verify(log.receipt(5))).toMatchObject({ outcome: 'unproven' });
  const other = aKey('some other key, of somebody else');
  expect(await verify(log.receipt(5), jwks(other))).toMatchObject({ outcome: 'unproven' });
  expect(await verify(log.receipt(5), jwks(other, key))).toMatchObject({ outcome: 'proven' });
});

test('what is no receipt is a mistake and no finding', async () => {
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`;
  for (const text of ['', 'a.b.c', '{}', '{"receipt":1}', unsigned]) {
    await expect(verify(text)).rejects.toThrow(ProofInputError);
  }
});
