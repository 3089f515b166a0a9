// The human's door for programs: what a link shows, when it answers, and that forging one is futile.
import { createKeyRing, mintResponseToken } from '@pausepoint/core';
import { openPause } from '@pausepoint/store';
import { newPause } from '@pausepoint/store/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLink } from '../respond-link.ts';
import { testDeveloper, testPause, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const show = (token: string, method = 'GET') => server.ask(method, `/v1/respond/${token}`);
const tap = (token: string, body: object = { choice: 'Approve' }, on = server) =>
  on.ask('POST', `/v1/respond/${token}`, { body });
const poll = async (id: string) =>
  (await server.ask('GET', `/v1/pause/${id}`, { key: developer.live })).json;

/** A pause whose message really leaves, as a server with a courier would open it. */
async function realPause() {
  const pause = newPause({ developerId: developer.developerId.slice(4), sandboxed: false });
  await openPause(server.store, pause);
  const mint = (recipientIndex: number | null, ring = server.store.ring) =>
    mintResponseToken(ring, {
      developerId: pause.developerId,
      pauseId: pause.id,
      recipientIndex,
      revision: 1,
      expiresAt: pause.content.expiresAt,
    });
  return { id: pause.id, code: pause.recipients[0]!.code, mint };
}

describe('a link', () => {
  it('shows the question', async () => {
    const { id, token } = await testPause(server, developer.live, { context: { Payee: 'Acme' } });
    const { status, json } = await show(token);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      pause_id: id,
      status: 'pending',
      developer_name: 'Acme Corp',
      options: ['Approve', 'Reject'],
      context: [{ label: 'Payee', value: 'Acme' }],
    });
  });

  it('answers once, and the poll tells the same', async () => {
    const { id, token } = await testPause(server, developer.live, { allow_text_response: true });
    const { status, json } = await tap(token, { choice: 'Approve', text: 'Go ahead' });
    expect(status).toBe(200);
    expect(json).toEqual({
      ...{ pause_id: id, status: 'responded', response_choice: 'Approve' },
      ...{ response_text: 'Go ahead', response_at: expect.any(String) },
    });
    expect(await poll(id)).toMatchObject({
      ...json,
      human_decided: true,
      decision: { via: 'api', identified_by: 'caller_link', recipient_index: null },
    });
  });

  it('is never answered by looking: GET and HEAD settle nothing, however often', async () => {
    const { id, token } = await testPause(server, developer.live);
    const { code } = await realPause();
    const paths = [`/v1/respond/${token}`, `/respond/${token}`, `/r/${token}`, `/r/${code}`];
    for (const path of paths) {
      for (const method of ['GET', 'HEAD', 'GET']) await server.ask(method, path);
      await server.ask('GET', `${path}?choice=0`);
    }
    expect((await poll(id)).status).toBe('pending');
    expect((await tap(token)).status).toBe(200);
  });

  it('that was looked at often is noted as viewed once', async () => {
    const { id, token } = await testPause(server, developer.live);
    for (let i = 0; i < 5; i++) await show(token, i % 2 ? 'HEAD' : 'GET');
    const audit = await server.ask('GET', `/v1/audit?pause_id=${id}&event_type=pause.viewed`, {
      key: developer.live,
    });
    expect(audit.json.data).toHaveLength(1);
  });

  it.each([
    ['an option nobody offered', { choice: 'Maybe' }, 'option_not_offered'],
    ['a text nobody asked for', { choice: 'Approve', text: 'hm' }, 'invalid_request'],
    ['nothing', {}, 'invalid_request'],
    ['a field nobody knows', { choice: 'Approve', force: true }, 'invalid_request'],
  ])('given %s refuses, and still works', async (_, body, code) => {
    const { token } = await testPause(server, developer.live);
    const { status, json } = await tap(token, body);
    expect([status, json.code]).toEqual([422, code]);
    expect((await tap(token)).status).toBe(200);
  });

  it('works in its short form too', async () => {
    const { code, id } = await realPause();
    expect((await show(code)).json.pause_id).toBe(`psr_${id}`);
    expect((await tap(code)).status).toBe(200);
    expect((await poll(id)).decision).toMatchObject({ identified_by: 'link', recipient_index: 0 });
  });
});

describe('too late', () => {
  it('of twenty simultaneous taps one is recorded, the others are told what it was', async () => {
    const { id, token } = await testPause(server, developer.live);
    const choices = Array.from({ length: 20 }, (_, i) => (i % 2 ? 'Approve' : 'Reject'));
    const answers = await Promise.all(choices.map((choice) => tap(token, { choice })));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const choice = won[0]!.json.response_choice as string;
    for (const { status, json } of answers.filter(({ status }) => status !== 200)) {
      expect([status, json.code]).toEqual([410, 'respond_link_used']);
      expect(json.detail).toContain(choice);
    }
    expect((await poll(id)).response_choice).toBe(choice);
  });

  it('after a cancel the link says it was withdrawn', async () => {
    const { id, token } = await testPause(server, developer.live);
    await server.ask('DELETE', `/v1/pause/${id}`, { key: developer.live });
    for (const { status, json } of [await show(token), await tap(token)]) {
      expect([status, json.code]).toEqual([410, 'pause_cancelled']);
    }
  });

  it('after the deadline the link says so and names the default', async () => {
    const given = { timeout_seconds: 1, timeout_default: 'Reject' };
    const { id, token } = await testPause(server, developer.live, given);
    await server.ask('GET', `/v1/pause/${id}?wait=5`, { key: developer.live });
    for (const { status, json } of [await show(token), await tap(token)]) {
      expect([status, json.code]).toEqual([410, 'deadline_passed']);
      expect(json.detail).toContain('Reject');
    }
    expect((await poll(id)).human_decided).toBe(false);
  });
});

describe('whoever asks can’t answer', () => {
  it('once a message really left, the caller’s link only shows', async () => {
    const { id, mint } = await realPause();
    expect((await show(mint(null))).status).toBe(200);
    const { status, json } = await tap(mint(null));
    expect([status, json.code]).toEqual([403, 'respond_link_view_only']);
    expect((await poll(id)).status).toBe('pending');
    expect((await tap(mint(0))).status).toBe(200);
    expect((await tap(mint(null))).json.code).toBe('respond_link_view_only');
  });

  it('where the operator wants people on the page, the twin only shows', async () => {
    const strict = await testServer({ beside: server, respondApi: false });
    const { token } = await testPause(server, developer.live);
    const { status, json } = await tap(token, { choice: 'Approve' }, strict);
    expect([status, json.code]).toEqual([403, 'page_required']);
    await strict.close();
  });
});

describe('a forged link', () => {
  // Each time a server of its own that was never polled: it asks its database nothing by itself.
  let server: TestServer;
  let developer: TestDeveloper;
  beforeEach(async () => {
    server = await testServer();
    developer = await testDeveloper(server);
  });
  afterEach(() => server.close());
  const tapHere = (token: string) => tap(token, { choice: 'Approve' }, server);

  async function queriesOf(work: () => Promise<void>): Promise<number> {
    let queries = 0;
    const count = () => queries++;
    server.store.pool.on('acquire', count);
    await work();
    server.store.pool.off('acquire', count);
    return queries;
  }

  it('of ten thousand none is accepted, and none costs a query', async () => {
    const { id, token } = await testPause(server, developer.live);
    const bytes = Buffer.from(token, 'base64url');
    const mutate = (i: number): string => {
      const changed = Buffer.from(bytes);
      const at = i % changed.length;
      changed[at] = changed[at]! ^ (1 + (Math.floor(i / changed.length) % 255));
      return changed.toString('base64url');
    };
    const forged = Array.from({ length: 10_000 }, (_, i) => mutate(i));
    const queries = await queriesOf(async () => {
      for (const text of forged) {
        await expect(openLink(server, text)).rejects.toThrow('not valid');
      }
      for (const text of forged.slice(0, 200)) {
        const { status, json } = await tapHere(text);
        expect([status, json.code]).toEqual([404, 'respond_link_invalid']);
        expect((await server.ask('GET', `/respond/${text}`)).status).toBe(404);
      }
    });
    expect(queries).toBe(0);
    const poll = await server.ask('GET', `/v1/pause/${id}`, { key: developer.live });
    expect(poll.json.status).toBe('pending');
  });

  it('cut short or drawn out anywhere is not accepted and costs no query', async () => {
    const { token } = await testPause(server, developer.live);
    // 22 characters have the shape of a short code: that one may be looked up, and is not found.
    const lengths = Array.from({ length: token.length - 1 }, (_, i) => i + 1);
    const cut = lengths.filter((length) => length !== 22).map((length) => token.slice(0, length));
    const forged = [...cut, `${token}A`, `${token}=`, `${token}.`, token.toLowerCase()];
    const queries = await queriesOf(async () => {
      for (const text of forged) {
        const { status, json } = await tapHere(text);
        expect([status, json.code]).toEqual([404, 'respond_link_invalid']);
      }
    });
    expect(queries).toBe(0);
    expect((await tapHere(token.slice(0, 22))).status).toBe(404);
  });

  it('signed with somebody else’s secret is worthless', async () => {
    const { mint } = await realPause();
    const forged = mint(0, createKeyRing('somebody else’s secret'));
    let status = 0;
    const queries = await queriesOf(async () => void ({ status } = await tapHere(forged)));
    expect({ status, queries }).toEqual({ status: 404, queries: 0 });
  });
});

it('a link outlives one change of the secret', async () => {
  const { mint, id } = await realPause();
  const old = createKeyRing('the secret before');
  const rotated = {
    ...server.store,
    ring: createKeyRing('the new secret', 'the secret before'),
  };
  const after = await testServer({ beside: { ...server, store: rotated } });
  expect((await tap(mint(0, old), { choice: 'Reject' }, after)).status).toBe(200);
  expect((await poll(id)).response_choice).toBe('Reject');
  await after.close();
});
