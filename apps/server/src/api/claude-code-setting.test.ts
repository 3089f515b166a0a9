// Whom Claude Code asks, and about what, nobody changes who may not.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  bash,
  decided,
  hookStage,
  phone,
  SETTING,
  type HookStage,
} from '../claude-code/testing.ts';
import { testDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let stage: HookStage;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(async () => {
  stage = await hookStage(server);
});
afterAll(() => server.close());

describe('keys', () => {
  const keyWith = async (given: object) =>
    (await server.ask('POST', '/v1/keys', { key: stage.developer.live, body: given })).json.api_key;

  it('with a policy ask whom they may and no other, as strictly as they must', async () => {
    const key = await keyWith({
      policy: { recipients: ['+15550111'], min_risk: 'high', min_require: 'code' },
    });
    expect(decided(await stage.post(bash(), phone, key))[1]).toContain('not among the recipients');
    const waiting = stage.post(bash(), '', key);
    const [pause] = await stage.asked();
    expect(pause).toMatchObject({ risk: 'high', require: 'code', recipient: '+1•••••0111' });
    await server.ask('DELETE', `/v1/pause/${pause.pause_id}`, { key });
    await waiting;
  });

  it('of agents neither read nor write what is kept', async () => {
    const key = await keyWith({});
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? { recipient: '+15550100' } : undefined;
      const { status, json } = await server.ask(method, SETTING, { key, body });
      expect([status, json.code]).toEqual([403, 'role_denied']);
    }
  });
});

describe('what is kept', () => {
  const keep = (body: object, key = stage.developer.live) =>
    server.ask('PUT', SETTING, { key, body });
  const rules = [{ tool: 'Bash', input: 'git push*', then: 'deny' as const }];

  it('is told again, replaced and dropped, each mode and developer by themselves', async () => {
    const stranger = await testDeveloper(server);
    const { json } = await keep({ recipient: '+1 (555) 010-0', policy: { rules } });
    expect(json).toEqual({
      ...{ recipient: '+1 (555) 010-0', channel: 'sms', timeout_seconds: 600 },
      ...{ policy: { rules, otherwise: 'ask' }, updated_at: expect.any(String) },
    });
    const read = async (key: string) => (await server.ask('GET', SETTING, { key })).json;
    expect(await read(stage.developer.live)).toEqual(json);
    for (const key of [stage.developer.test, stranger.live, stranger.test]) {
      expect(await read(key)).toMatchObject({ code: 'not_found' });
    }
    await server.ask('DELETE', SETTING, { key: stranger.live });
    expect(await read(stage.developer.live)).toEqual(json);
    expect((await server.ask('DELETE', SETTING, { key: stage.developer.live })).status).toBe(204);
    expect((await server.ask('DELETE', SETTING, { key: stage.developer.live })).status).toBe(204);
    expect(await read(stage.developer.live)).toMatchObject({ code: 'not_found' });
  });

  it('is checked as it comes', async () => {
    expect((await keep({ recipient: 'x' })).json.code).toBe('invalid_recipient');
    expect((await keep({ recipient: 'x@example.com', channel: 'link' })).status).toBe(422);
    expect((await keep({ recipient: '+15550100', polcy: {} })).status).toBe(422);
    const wrong = { rules: [{ tool: 'Bash', then: 'allow', risk: 'high' }] };
    expect((await keep({ recipient: '+15550100', policy: wrong })).status).toBe(422);
  });

  it('serves a hook without a query, and its policy is not loosened by one', async () => {
    await keep({ recipient: 'ada@example.com', timeout_seconds: 120, policy: { rules } });
    const loose = `?policy=${encodeURIComponent('{"otherwise":"allow"}')}`;
    expect(decided(await stage.post(bash(), ''))[0]).toBe('deny');
    expect(decided(await stage.post(bash(), loose))[0]).toBe('deny');
    const waiting = stage.post(bash({ tool_input: { command: 'ls' } }), loose);
    const [pause] = await stage.asked();
    expect(pause).toMatchObject({ channel: 'email' });
    expect(Date.parse(pause.expires_at) - Date.parse(pause.created_at)).toBe(105_000);
    await stage.answer(pause, 'Deny');
    await waiting;
    const tight = `?policy=${encodeURIComponent('{"otherwise":"deny"}')}`;
    expect(decided(await stage.post(bash({ tool_input: { command: 'ls' } }), tight))[0]).toBe(
      'deny',
    );
  });

  it('binds an agent’s key to its recipient, and not an admin’s', async () => {
    await keep({ recipient: '+15550100' });
    const { json } = await server.ask('POST', '/v1/keys', { key: stage.developer.live, body: {} });
    const [behavior, reason] = decided(
      await stage.post(bash(), '?recipient=%2B15550199', json.api_key),
    );
    expect([behavior, reason]).toEqual(['deny', expect.stringContaining('may not name anybody')]);
    for (const [query, key] of [
      ['?recipient=%2B1%20555%200100', json.api_key],
      ['?recipient=%2B15550199', stage.developer.live],
    ]) {
      const waiting = stage.post(bash(), query, key);
      await stage.answer((await stage.asked())[0], 'Deny');
      await waiting;
    }
    await server.ask('DELETE', SETTING, { key: stage.developer.live });
  });
});
