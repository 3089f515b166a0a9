// The second dialect: asked of every approver, and answered in its own words.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDeveloper, testPause, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { deploy as body, watchesOn } from '../testing/watches.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const { answer, create, pauseOf, read, watchOf } = watchesOn(() => server);

describe('asking', () => {
  it('answers with where to look, and the same pause is at /v1 too', async () => {
    const { status, json, headers } = await create(developer.live);
    expect(status).toBe(201);
    expect(json).toEqual({
      watchId: expect.stringMatching(/^wch_[\da-f-]{36}$/),
      statusUrl: `http://localhost:${server.port}/api/pause/${json.watchId}`,
      status: 'pending',
    });
    expect(headers.get('location')).toBe(`/api/pause/${json.watchId}`);
    expect(await pauseOf(developer.live, json.watchId)).toMatchObject({
      message: body.action,
      options: ['Approve', 'Reject'],
      allow_text_response: true,
      timeout_default: null,
      recipients: [{ channel: 'email', recipient: expect.stringMatching(/@example\.com$/) }],
    });
  });

  it('asks every approver of the key’s mode, the owner only where there is none', async () => {
    const one = await testDeveloper(server);
    for (const added of [
      { name: 'Grace', email: 'grace@example.com' },
      { name: 'Finance', slack: 'C0123456789' },
    ]) {
      await server.ask('POST', '/v1/approvers', { key: one.live, body: added });
    }
    const asked = async (key: string) =>
      (await pauseOf(key, await watchOf(key))).recipients.map(
        ({ name, channel }: Record<string, unknown>) => [name, channel],
      );
    expect(await asked(one.live)).toEqual([
      ['Grace', 'email'],
      ['Finance', 'slack'],
    ]);
    expect(await asked(one.test)).toEqual([[null, 'email']]);
  });

  it('tells every fault at once, in its own words', async () => {
    const { status, json } = await create(developer.live, {
      ...{ acton: 'x', context: 'prod', webhookUrl: 'ftp://example.com', expiresInHours: 0 },
    });
    expect([status, json.code]).toEqual([422, 'invalid_request']);
    const pointers = new Set(json.errors.map(({ pointer }: { pointer: string }) => pointer));
    expect(pointers).toEqual(
      new Set(['/action', '/acton', '/context', '/webhookUrl', '/expiresInHours']),
    );
    const twice = { action: 'Go', webhookUrl: 'nowhere' };
    expect((await create(developer.live, twice)).json.code).toBe('webhook_url_refused');
    const large = { action: 'Go', context: { a: 'x'.repeat(16_400) } };
    expect((await create(developer.live, large)).status).toBe(422);
  });

  it('of parallel twins with one Idempotency-Key one asks; another body is refused', async () => {
    const headers = { 'Idempotency-Key': 'once' };
    const twins = await Promise.all(
      Array.from({ length: 8 }, () => create(developer.live, body, headers)),
    );
    expect(new Set(twins.map(({ json }) => json.watchId)).size).toBe(1);
    expect(twins.filter(({ status }) => status === 201)).toHaveLength(1);
    const { json } = twins[0]!;
    await answer(developer.live, json.watchId, 'Reject');
    const again = await create(developer.live, body, headers);
    expect([again.status, again.json.status]).toEqual([200, 'rejected']);
    const other = await create(developer.live, { action: 'Other' }, headers);
    expect(other.json.code).toBe('idempotency_key_reused');
  });

  it('e-mail is on every plan here, but a plan’s number of pauses binds', async () => {
    const bound = await testServer({ beside: server, planLimits: true });
    const { live } = await testDeveloper(bound);
    const statuses = await Promise.all(
      Array.from(
        { length: 51 },
        async () => (await bound.ask('POST', '/api/pause', { key: live, body })).status,
      ),
    );
    expect(statuses.toSorted()).toEqual([...Array<number>(50).fill(201), 402]);
    await bound.close();
  });

  it('asks for what the key’s policy wants at least, and refuses whom it does not allow', async () => {
    const keyWith = async (policy: object) =>
      (
        await server.ask('POST', '/v1/keys', {
          ...{ key: developer.live, body: { policy, prefix: 'hitl' } },
        })
      ).json.api_key;
    const strict = await keyWith({ min_risk: 'high', min_require: 'code' });
    expect(strict).toMatch(/^hitl_(?!test_)/);
    const pause = await pauseOf(strict, await watchOf(strict));
    expect(pause).toMatchObject({ risk: 'high', require: 'code' });
    const narrow = await keyWith({ recipients: ['somebody@example.com'] });
    const { status, json } = await create(narrow);
    expect([status, json.code, json.errors]).toEqual([403, 'policy_denied', undefined]);
  });

  it('says when no mail can leave', async () => {
    const open = await testServer({ beside: server, local: false });
    const { status, json } = await open.ask('POST', '/api/pause', { key: developer.live, body });
    expect([status, json.code, json.errors]).toEqual([503, 'channel_unavailable', undefined]);
    await open.close();
  });
});

describe('reading', () => {
  it.each([
    ['Approve', 'approved'],
    ['Reject', 'rejected'],
  ])('%s reads %s, with the context as it came', async (choice, status) => {
    const { live } = developer;
    const text = `{"action":"Go","context":{ "b": 1.0, "1": "x" }}`;
    const created = await server.ask('POST', '/api/pause', { key: live, body: text });
    const { watchId } = created.json;
    const pending = await read(live, watchId);
    expect(pending.text).toContain(`"context":{ "b": 1.0, "1": "x" }`);
    expect(pending.json).toMatchObject({ watchId, status: 'pending', resolvedAt: null });
    await answer(live, watchId, choice);
    expect((await read(live, watchId)).json).toEqual({
      ...pending.json,
      ...{ status, resolvedAt: expect.any(String) },
    });
  });

  it('withdrawn reads cancelled, and once erased neither action nor context', async () => {
    const { live } = developer;
    const watchId = await watchOf(live);
    const path = `/v1/pause/${watchId.replace('wch_', 'psr_')}`;
    await server.ask('DELETE', path, { key: live });
    expect((await read(live, watchId)).json.status).toBe('cancelled');
    await server.ask('DELETE', `${path}/personal-data`, { key: live });
    expect((await read(live, watchId)).json).toMatchObject({
      ...{ status: 'cancelled', agentContext: { action: null, context: null } },
    });
  });

  it('finds nothing of another developer, mode or dialect', async () => {
    const stranger = await testDeveloper(server);
    const watchId = await watchOf(developer.live);
    const plain = await testPause(server, developer.live);
    for (const [key, id] of [
      [stranger.live, watchId],
      [developer.test, watchId],
      [developer.live, plain.id.replace('psr_', 'wch_')],
      [developer.live, watchId.replace('wch_', 'psr_')],
      [developer.live, 'wch_0197e0a8-1b3c-7def-8123-456789abcdef'],
    ] as const) {
      const { status, json } = await read(key, id);
      expect([status, json.code]).toEqual([404, 'not_found']);
    }
    expect((await read(developer.live, watchId.slice(4))).json.watchId).toBe(watchId);
  });

  it('lists by status, with how many there are', async () => {
    const { live } = await testDeveloper(server);
    const ids = [await watchOf(live), await watchOf(live), await watchOf(live)];
    await testPause(server, live);
    await answer(live, ids[0]!, 'Approve');
    const list = async (query = '') =>
      (await server.ask('GET', `/api/pause${query}`, { key: live })).json;
    const all = await list();
    expect(all).toMatchObject({ total: 3, limit: 50, offset: 0 });
    expect(all.pauses.map((one: { watchId: string }) => one.watchId)).toEqual(ids.toReversed());
    const pending = await list('?status=pending&limit=1&offset=1');
    expect(pending).toMatchObject({ total: 2, limit: 1, offset: 1 });
    expect(pending.pauses).toMatchObject([{ watchId: ids[1], status: 'pending' }]);
    expect((await list('?status=approved')).total).toBe(1);
    for (const query of [
      '?limit=0',
      '?limit=101',
      '?offset=-1',
      '?status=responded',
      '?cursor=x',
    ]) {
      expect((await list(query)).code).toBe('invalid_request');
    }
  });
});
