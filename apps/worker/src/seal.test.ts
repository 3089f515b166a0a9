// Whatever happens is sealed and signed by itself, by whichever worker comes first.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { formatId } from '@pausepoint/core';
import { readCheckpoint } from '@pausepoint/core/proof';
import { findLogHead, listAudit, listSigningKeys, settle } from '@pausepoint/store';
import { expect, test, vi } from 'vitest';
import { startReceiver } from './testing/receiver.ts';
import { ask, eventually, openAnother, startTestWorker, useDatabase } from './testing/set-up.ts';

const db = useDatabase();
const { privateKey } = generateKeyPairSync('ed25519');
const auditSigningKey = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;

test('every event of a pause is under a signed head, whose key is published', async () => {
  const store = db();
  await startTestWorker(store, { config: { auditSigningKey } });
  await startTestWorker(await openAnother(store), { config: { auditSigningKey } });
  const pause = await ask(store);
  const { developerId, mode, id: pauseId } = pause;
  const choice = pause.options[0]!;
  const by = { via: 'page', identifiedBy: 'link', recipientIndex: null } as const;
  const answer = { choice, text: null, ...by };
  await settle(store, [{ kind: 'respond', developerId, pauseId, answer }]);
  const head = await vi.waitUntil(
    async () => {
      const events = await listAudit(store, { developerId, mode, limit: 100 });
      const found = await findLogHead(store, { developerId, mode });
      return found?.size === events.length && found;
    },
    { timeout: 40_000 },
  );
  const read = readCheckpoint(head.checkpoint)!;
  const name = `pause.example.com/audit/${formatId('developer', developerId)}/${mode}`;
  expect(read.origin).toBe(name);
  const [key] = await listSigningKeys(store);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key!.publicKey.toString('base64url') };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const { signature } = read.signatures[0]!;
  expect(verify(null, Buffer.from(read.text), publicKey, signature)).toBe(true);
});

test('every webhook takes the newest checkpoint along: its receiver is a witness', async () => {
  const store = db();
  const { url, received } = await startReceiver();
  await startTestWorker(store);
  const pause = await ask(store, { webhookUrl: `${url}/hook` });
  const { developerId, mode, id: pauseId } = pause;
  const { checkpoint } = await vi.waitUntil(() => findLogHead(store, { developerId, mode }), {
    timeout: 40_000,
  });
  await settle(store, [{ kind: 'cancel', developerId, mode, pauseId }]);
  await eventually(() => expect(received).toHaveLength(1));
  const header = received[0]!.headers['x-pausepoint-checkpoint'] as string;
  const witnessed = readCheckpoint(Buffer.from(header, 'base64').toString())!;
  const { origin, size } = readCheckpoint(checkpoint)!;
  expect(witnessed.origin).toBe(origin);
  expect(witnessed.size).toBeGreaterThanOrEqual(size);
});

test('a key that is none stops the worker at once, and says how to make one', async () => {
  const start = startTestWorker(db(), { config: { auditSigningKey: 'nonsense' } });
  const said = /AUDIT_SIGNING_KEY.*openssl/;
  await expect(start).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringMatching(said) as string,
  });
});
