// What the log hands out proves itself, offline, with the keys of the key set.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { sha256 } from '@pausepoint/core';
import {
  auditLeaf,
  commitmentTo,
  leafHash,
  noteKeyId,
  readCheckpoint,
  verifyConsistency,
  verifyInclusion,
  type LoggedEvent,
} from '@pausepoint/core/proof';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose';
import { receiptClaimsSchema } from '@pausepoint/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealLog } from '../testing/seal-log.ts';
import { testDeveloper, testPause, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const get = (path: string, key: string | undefined = developer.live) =>
  server.ask('GET', path, { key });
const seal = (of = developer) => sealLog(server.store, of.developerId);
const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');

async function answered(): Promise<string> {
  const { id, token } = await testPause(server, developer.test, { allow_text_response: true });
  const body = { choice: 'Approve', text: 'Checked the invoice.' };
  const { status } = await server.ask('POST', `/v1/respond/${token}`, { body });
  expect(status).toBe(200);
  return id;
}

describe('the checkpoint', () => {
  it('is a note signed with a key of the key set', async () => {
    await seal();
    const { status, headers, text } = await get('/v1/audit/checkpoint');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const note = readCheckpoint(text)!;
    expect(note.origin).toBe(`localhost/audit/${developer.developerId}/live`);
    const { keys } = (await get('/.well-known/jwks.json', '')).json;
    const publicKey = createPublicKey({ key: keys[0], format: 'jwk' });
    const [{ keyId, signature }] = note.signatures as [(typeof note.signatures)[0]];
    expect(verify(null, Buffer.from(note.text), publicKey, signature)).toBe(true);
    const expected = noteKeyId(sha256, note.origin, Buffer.from(keys[0].x, 'base64url'));
    expect(Buffer.from(keyId).equals(expected)).toBe(true);
  });

  it('of a log of which nothing is sealed is not there', async () => {
    const other = await testDeveloper(server);
    const { status, json } = await get('/v1/audit/checkpoint', other.test);
    expect([status, json.code]).toEqual([404, 'not_found']);
  });
});

describe('a proof', () => {
  it('shows an event in the log, by the hash anybody can make of it', async () => {
    await testPause(server, developer.live);
    await seal();
    const [event] = (await get('/v1/audit?limit=1')).json.data;
    const { json } = await get(`/v1/audit/proof?event_id=${event.event_id}`);
    expect(json).toMatchObject({ sequence: event.sequence, leaf_hash: event.leaf_hash });
    const leaf = leafHash(sha256, auditLeaf(event as LoggedEvent));
    const { size, root } = readCheckpoint(json.checkpoint)!;
    expect(json.size).toBe(size);
    const proof = json.proof.map(bytes);
    expect(verifyInclusion(sha256, { leaf, index: json.sequence, size, proof, root })).toBe(true);
  });

  it('shows that a log only grew since any checkpoint', async () => {
    await seal();
    const before = readCheckpoint((await get('/v1/audit/checkpoint')).text)!;
    for (let i = 0; i < 3; i++) await testPause(server, developer.live);
    await seal();
    const { json } = await get(`/v1/audit/proof?from_size=${before.size}`);
    const { size, root } = readCheckpoint(json.checkpoint)!;
    expect(size).toBe(before.size + 3);
    const claim = { from: before.size, fromRoot: before.root, size, root };
    expect(verifyConsistency(sha256, { ...claim, proof: json.proof.map(bytes) })).toBe(true);
    expect((await get('/v1/audit/proof?from_size=0')).json.proof).toEqual([]);
  });

  it('of what is not sealed yet comes later', async () => {
    const other = await testDeveloper(server);
    await testPause(server, other.live);
    const [event] = (await get('/v1/audit?limit=1', other.live)).json.data;
    const { status, json, headers } = await get(
      `/v1/audit/proof?event_id=${event.event_id}`,
      other.live,
    );
    expect([status, json.code, headers.get('retry-after')]).toEqual([503, 'overloaded', '1']);
  });

  it('of another’s event, or of the other mode’s, is not there', async () => {
    await testPause(server, developer.live);
    await seal();
    const [event] = (await get('/v1/audit?limit=1')).json.data;
    const stranger = await testDeveloper(server);
    await seal(stranger);
    for (const key of [stranger.live, developer.test]) {
      const { status } = await get(`/v1/audit/proof?event_id=${event.event_id}`, key);
      expect(status).toBe(404);
    }
  });

  it.each([
    '',
    'event_id=x',
    'from_size=-1',
    'from_size=1e3',
    'from_size=999999',
    'event_id=evt_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8f41&from_size=1',
    'size=3',
  ])('asked for “%s” is refused', async (query) => {
    await seal();
    expect((await get(`/v1/audit/proof?${query}`)).json.code).toBe('invalid_request');
  });
});

describe('a receipt', () => {
  const receiptOf = (id: string, key = developer.test) => get(`/v1/pause/${id}/receipt`, key);

  async function claimsOf(id: string) {
    await seal();
    const { receipt } = (await receiptOf(id)).json;
    const keySet = createLocalJWKSet((await get('/.well-known/jwks.json', '')).json);
    const { payload } = await compactVerify(receipt, keySet);
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    expect(receiptClaimsSchema.parse(claims)).toEqual(claims);
    return { receipt: receipt as string, claims: claims as Claims };
  }
  type Claims = ReturnType<(typeof receiptClaimsSchema)['parse']>;

  it('says what was decided and how, signed, and proves its place in the log', async () => {
    const id = await answered();
    const { receipt, claims } = await claimsOf(id);
    expect(decodeProtectedHeader(receipt)).toMatchObject({ alg: 'EdDSA' });
    const pause = (await get(`/v1/pause/${id}`, developer.test)).json;
    expect(claims).toMatchObject({
      ...{ v: 1, iss: `http://localhost:${server.port}`, developer_id: developer.developerId },
      ...{ mode: 'test', pause_id: id, content_digest: pause.content_digest },
      ...{ status: 'responded', human_decided: true, response_choice: 'Approve' },
      ...{ response_at: pause.response_at, resolved_at: pause.resolved_at },
      decision: { via: 'api', identified_by: 'caller_link', recipient_index: null, channel: null },
    });
    const { event, ...log } = claims.log;
    expect(event).toMatchObject({ event_type: 'pause.responded', pause_id: id });
    // What was written is committed to; the log's reader can open it, while it is not erased.
    expect(JSON.stringify(claims)).not.toContain('Checked');
    const told = (await get(`/v1/audit?pause_id=${id}&actor=human`, developer.test)).json.data[0];
    const { text, text_salt } = told.detail;
    expect(text).toBe('Checked the invoice.');
    expect(claims.response_text_commitment).toBe(commitmentTo(sha256, text_salt, text));
    const leaf = leafHash(sha256, auditLeaf(event));
    expect(Buffer.from(leaf).toString('base64')).toBe(log.leaf_hash);
    const { size, root, origin } = readCheckpoint(log.checkpoint)!;
    expect(origin).toBe(log.origin);
    const proof = log.inclusion.map(bytes);
    expect(verifyInclusion(sha256, { leaf, index: log.sequence, size, proof, root })).toBe(true);
  });

  it('stays good when another key signs, and both are in the key set', async () => {
    const id = await answered();
    const { receipt } = await claimsOf(id);
    const { privateKey } = generateKeyPairSync('ed25519');
    const auditSigningKey = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    const rotated = await testServer({ beside: server, auditSigningKey });
    try {
      const ask = (path: string, key?: string) => rotated.ask('GET', path, { key });
      const keySet = createLocalJWKSet((await ask('/.well-known/jwks.json')).json);
      const { receipt: anew } = (await ask(`/v1/pause/${id}/receipt`, developer.test)).json;
      expect(decodeProtectedHeader(anew).kid).not.toBe(decodeProtectedHeader(receipt).kid);
      for (const one of [receipt, anew]) await compactVerify(one, keySet);
    } finally {
      await rotated.close();
    }
  });

  it('of what the developer withdrew says that no human decided', async () => {
    const { id } = await testPause(server, developer.test);
    await server.ask('DELETE', `/v1/pause/${id}`, { key: developer.test });
    expect((await claimsOf(id)).claims).toMatchObject({
      ...{ status: 'cancelled', human_decided: false, decision: null, response_choice: null },
    });
  });

  it('of a pending pause is refused, of one not sealed yet comes later', async () => {
    const { id } = await testPause(server, developer.test);
    const early = await receiptOf(id);
    expect([early.status, early.json.code]).toEqual([409, 'not_settled']);
    await server.ask('DELETE', `/v1/pause/${id}`, { key: developer.test });
    const soon = await receiptOf(id);
    expect([soon.status, soon.headers.get('retry-after')]).toEqual([503, '1']);
  });
});

describe('a settled poll', () => {
  it('carries the newest checkpoint, a pending one none', async () => {
    const { id } = await testPause(server, developer.test);
    const pending = await get(`/v1/pause/${id}`, developer.test);
    expect(pending.headers.get('x-pausepoint-checkpoint')).toBeNull();
    await server.ask('DELETE', `/v1/pause/${id}`, { key: developer.test });
    await seal();
    const newest = (await get('/v1/audit/checkpoint', developer.test)).text;
    await expect
      .poll(
        async () => {
          const { headers } = await get(`/v1/pause/${id}`, developer.test);
          return Buffer.from(headers.get('x-pausepoint-checkpoint') ?? '', 'base64').toString();
        },
        { timeout: 40_000 },
      )
      .toBe(newest);
    const { headers } = await get(`/v1/pause/${id}`, developer.test);
    const known = { 'if-none-match': headers.get('etag')! };
    const same = await server.ask('GET', `/v1/pause/${id}`, {
      key: developer.test,
      headers: known,
    });
    expect([same.status, same.headers.has('x-pausepoint-checkpoint')]).toEqual([304, true]);
  });
});
