// Who decides a pause of the second dialect: people who are signed in, once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDeveloper, testPause, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { watchesOn } from '../testing/watches.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const { pauseOf, read, signIn, tokenOf, watchOf } = watchesOn(() => server);

it('a key can’t; an owner who is signed in can, once, and it is told who', async () => {
  const { live } = developer;
  const watchId = await watchOf(live);
  const decision = { decision: 'approved', comment: 'Go ahead.' };
  const byKey = await server.ask('POST', `/api/pause/${watchId}/approve`, {
    ...{ key: live, body: decision },
  });
  expect([byKey.status, byKey.json.code]).toEqual([401, 'session_required']);
  const decide = await signIn(developer);
  const { status, json } = await decide(watchId, decision);
  expect(status).toBe(200);
  expect(json).toMatchObject({ watchId, status: 'approved', comment: 'Go ahead.' });
  expect(await pauseOf(live, watchId)).toMatchObject({
    response_text: 'Go ahead.',
    decision: {
      ...{ via: 'dashboard', identified_by: 'signed_in', recipient_index: null },
      user_id: expect.stringMatching(/^prs_/),
    },
  });
  const again = await decide(watchId, { decision: 'rejected' });
  expect([again.status, again.json.code]).toEqual([409, 'already_settled']);
  expect((await read(live, watchId)).json.status).toBe('approved');
});

it('an owner decides for all who were asked; nobody decides what was asked at /v1', async () => {
  const one = await testDeveloper(server);
  const decide = await signIn(one);
  const grace = { name: 'Grace', email: 'grace@example.com' };
  await server.ask('POST', '/v1/approvers', { key: one.test, body: grace });
  const watchId = await watchOf(one.test);
  expect((await decide(watchId, { decision: 'rejected' })).json.status).toBe('rejected');
  const { decision } = await pauseOf(one.test, watchId);
  expect(decision).toMatchObject({ identified_by: 'signed_in', recipient_index: null });
  const { id } = await testPause(server, one.test);
  const plain = await decide(id.replace('psr_', 'wch_'), { decision: 'approved' });
  expect([plain.status, plain.json.code]).toEqual([404, 'not_found']);
});

it('somebody else’s is not there, and faults are told', async () => {
  const decide = await signIn(await testDeveloper(server));
  const watchId = await watchOf(developer.live);
  const foreign = await decide(watchId, { decision: 'approved' });
  expect([foreign.status, foreign.json.code]).toEqual([404, 'not_found']);
  const faulty = await decide(watchId, { decision: 'maybe', comments: '' });
  expect(faulty.json.errors).toHaveLength(2);
  expect((await read(developer.live, watchId)).json.status).toBe('pending');
});

it('of two owners’ taps and a link’s at once one decides', async () => {
  const { live } = developer;
  const decide = await signIn(developer);
  const watchId = await watchOf(live);
  const token = await tokenOf(live, watchId);
  const answers = await Promise.all([
    decide(watchId, { decision: 'approved' }),
    decide(watchId, { decision: 'rejected' }),
    server.ask('POST', `/v1/respond/${token}`, { body: { choice: 'Reject' } }),
    server.ask('DELETE', `/v1/pause/${watchId.replace('wch_', 'psr_')}`, { key: live }),
  ]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.map(({ status }) => status).every((one) => [200, 409, 410].includes(one))).toBe(
    true,
  );
});

it('what needs a proof beside the link is not decided here', async () => {
  const { json } = await server.ask('POST', '/v1/keys', {
    ...{ key: developer.live, body: { policy: { min_require: 'code' } } },
  });
  const watchId = await watchOf(json.api_key);
  const refused = await (await signIn(developer))(watchId, { decision: 'approved' });
  expect([refused.status, refused.json.code]).toEqual([403, 'page_required']);
});
