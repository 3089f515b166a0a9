// An answer that may be taken back, as its developer and programs see it.
import { settle } from '@pausepoint/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, testDeveloperId } from '../pages/testing.ts';
import { testDeveloper, testPause, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const tap = (token: string, choice = 'Approve') =>
  server.ask('POST', `/v1/respond/${token}`, { body: { choice } });
const poll = async (id: string, query = '') =>
  (await server.ask('GET', `/v1/pause/${id}${query}`, { key: developer.live })).json;

it('is told 202 and when it becomes final, and is pending until then', async () => {
  const { id, token } = await testPause(server, developer.live, { undo_seconds: 10 });
  expect(await poll(id)).toMatchObject({ undo_seconds: 10, settles_at: null, require: 'link' });
  const { status, json } = await tap(token);
  expect(status).toBe(202);
  expect(json).toEqual({ status: 'pending', settles_at: expect.any(String) as string });
  const shown = await poll(id);
  expect(shown).toMatchObject({
    ...{ status: 'pending', settles_at: json.settles_at, response_choice: null },
    ...{ response_at: null, human_decided: false, decision: null },
  });
  const again = await tap(token, 'Reject');
  expect([again.status, again.json.code]).toEqual([410, 'respond_link_used']);
  expect(again.json.detail).toContain('Approve');
});

it('becomes final at the deadline at the latest, which a long poll hears then', async () => {
  const { id, token } = await testPause(server, developer.live, {
    undo_seconds: 60,
    timeout_seconds: 2,
  });
  const { json } = await tap(token);
  const settled = await poll(id, '?wait=50');
  expect(settled).toMatchObject({
    ...{ status: 'responded', response_choice: 'Approve', human_decided: true, settles_at: null },
    ...{ resolved_at: settled.expires_at, decision: { via: 'api' } },
  });
  expect(json.settles_at).toBe(settled.expires_at);
  expect(Date.parse(settled.response_at as string)).toBeLessThan(Date.parse(settled.expires_at));
  expect((await tap(token, 'Reject')).json.code).toBe('respond_link_used');
});

it('gives way to a cancel', async () => {
  const { id, token } = await testPause(server, developer.live, { undo_seconds: 10 });
  await tap(token);
  const { status, json } = await server.ask('DELETE', `/v1/pause/${id}`, { key: developer.live });
  expect(status).toBe(200);
  expect(json).toMatchObject({ status: 'cancelled', settles_at: null, response_choice: null });
  expect((await tap(token)).json.code).toBe('pause_cancelled');
});

it('leaves the question open once it is taken back', async () => {
  const { id, token } = await testPause(server, developer.live, { undo_seconds: 10 });
  await tap(token);
  const [revoked] = await settle(server.store, [
    {
      kind: 'revoke',
      developerId: developer.developerId.slice(4),
      pauseId: id.slice(4),
      recipientIndex: null,
    },
  ]);
  expect(revoked!.verdict).toHaveProperty('revoked');
  expect(await poll(id)).toMatchObject({ status: 'pending', settles_at: null });
  expect((await tap(token, 'Reject')).status).toBe(202);
});

it('is 422 beyond a minute, as is asking for what cannot be found out yet', async () => {
  for (const given of [{ undo_seconds: 61 }, { undo_seconds: -1 }, { require: 'signed_in' }]) {
    await expect(testPause(server, developer.live, given)).rejects.toThrow('invalid_request');
  }
});

it('where more than the link is required no program answers', async () => {
  const asked = await ask(server, await testDeveloperId(server), { require: 'code' });
  const { status, json } = await tap(asked.link.split('/').at(-1)!);
  expect([status, json.code]).toEqual([403, 'page_required']);
});
