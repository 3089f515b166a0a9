// The hook lets a call run where a human or the policy said so, and in no other case whatever.
import { claimNotifications, recordAttempts } from '@pausepoint/store';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { testDeveloper, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type Answer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(async () => {
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const HOOK = '/v1/integrations/claude-code/hook';
const SETTING = '/v1/integrations/claude-code';
const phone = '?recipient=%2B15550100';
let calls = 0;

/** A call of its own, as Claude Code posts it. */
const bash = (more: object = {}) => ({
  session_id: '13443c51-03ac-4214-bd0b-5d1545910453',
  transcript_path: '/home/ada/.claude/projects/x.jsonl',
  cwd: '/home/ada/shop',
  prompt_id: 'f18d2ccf-10da-4ea0-ad16-f35e4d50b514',
  permission_mode: 'default',
  effort: { level: 'medium' },
  hook_event_name: 'PreToolUse',
  tool_name: 'Bash',
  tool_input: { command: 'git push origin main', description: 'Push it' },
  tool_use_id: `toolu_${++calls}`,
  ...more,
});
const permission = (more: object = {}) => ({
  ...bash({ hook_event_name: 'PermissionRequest', tool_use_id: undefined }),
  prompt_id: `prompt-${calls}`,
  permission_suggestions: [],
  ...more,
});

const post = (body: unknown, query = phone, key = developer.live, on = server) =>
  on.ask('POST', HOOK + query, { key, body });

/** What Claude Code makes of the answer. */
function decided({ status, json }: Answer): readonly [behavior: string, reason: string] {
  expect(status).toBe(200);
  const { hookEventName, permissionDecision, permissionDecisionReason, decision } =
    json.hookSpecificOutput;
  expect(JSON.stringify(json)).not.toContain('updatedInput');
  return hookEventName === 'PreToolUse'
    ? [permissionDecision, permissionDecisionReason]
    : [decision.behavior, decision.message];
}

const pending = async (key = developer.live) =>
  (await server.ask('GET', '/v1/pause?status=pending&limit=100', { key })).json.data;
const asked = (count = 1, key = developer.live) =>
  vi.waitUntil(
    async () => {
      const all = await pending(key);
      return all.length === count && all;
    },
    { timeout: 10_000 },
  );
const answer = (pause: { respond_url: string }, choice: string, text?: string) =>
  server.ask('POST', `/v1/respond/${pause.respond_url.split('/').at(-1)}`, {
    body: { choice, ...(text && { text }) },
  });

describe('a call that is asked about', () => {
  it('runs when a human allows it, as it was shown', async () => {
    const waiting = post(bash({ permission_mode: 'acceptEdits', tool_use_id: 'toolu_A' }));
    const [pause] = await asked();
    expect(pause).toMatchObject({
      message: 'Run “git push origin main”?\n\nPush it',
      options: ['Allow', 'Deny'],
      timeout_default: 'Deny',
      allow_text_response: true,
      risk: 'normal',
      agent: { name: 'Claude Code', run_id: '13443c51-03ac-4214-bd0b-5d1545910453' },
      context: [
        { label: 'Command', value: 'git push origin main' },
        { label: 'Folder', value: '/home/ada/shop' },
        { label: 'Permission mode', value: 'acceptEdits' },
      ],
      metadata: {
        claude_code: { event: 'PreToolUse', tool_name: 'Bash', tool_use_id: 'toolu_A' },
        tool_call_digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
    });
    const left = Date.parse(pause.expires_at) - Date.parse(pause.created_at);
    expect(left).toBe((600 - 15) * 1_000);
    await answer(pause, 'Allow');
    expect(decided(await waiting)).toEqual(['allow', 'A human allowed this.']);
  });

  it('and the human’s words come along', async () => {
    const waiting = post(bash());
    const [pause] = await asked();
    await answer(pause, 'Allow', 'but tell Bob');
    const { json } = await waiting;
    expect(json.hookSpecificOutput.additionalContext).toBe('A human allowed this: but tell Bob');
  });

  it('does not run when a human denies it, and the model hears why', async () => {
    for (const body of [bash(), permission()]) {
      const waiting = post(body);
      const [pause] = await asked();
      await answer(pause, 'Deny', 'not on a Friday');
      const [behavior, reason] = decided(await waiting);
      expect(behavior).toBe('deny');
      expect(reason).toContain('denied this: not on a Friday\nThis is not an approval.');
    }
  });

  it('does not run when nobody answers in time', async () => {
    const [behavior, reason] = decided(await post(bash(), `${phone}&timeout=30`));
    expect([behavior, reason]).toEqual(['deny', expect.stringContaining('No human agreed')]);
    const { json } = await server.ask('GET', '/v1/pause?limit=1', { key: developer.live });
    expect(json.data[0]).toMatchObject({ status: 'timed_out', response_choice: 'Deny' });
  }, 40_000);

  it('does not run when the question is withdrawn', async () => {
    const waiting = post(permission());
    const [pause] = await asked();
    await server.ask('DELETE', `/v1/pause/${pause.pause_id}`, { key: developer.live });
    expect(decided(await waiting)).toEqual(['deny', expect.stringContaining('withdrawn')]);
  });

  it('is withdrawn when Claude Code goes away', async () => {
    const gone = new AbortController();
    const { key, body } = { key: developer.live, body: bash() };
    const waiting = server.ask('POST', HOOK + phone, { key, body, signal: gone.signal });
    const [pause] = await asked();
    gone.abort();
    await expect(waiting).rejects.toThrow();
    await asked(0);
    const { json } = await server.ask('GET', `/v1/pause/${pause.pause_id}`, { key });
    expect(json.status).toBe('cancelled');
  });

  it('does not run when the message can reach nobody', async () => {
    const public_ = await testServer({
      beside: server,
      local: false,
      channels: { couriers: { sms: { send: () => Promise.reject(new Error('not here')) } } },
    });
    const waiting = post(bash(), phone, developer.live, public_);
    const [pause] = await asked();
    const claims = await claimNotifications(server.store, { limit: 100, leaseSeconds: 60 });
    const own = claims.filter(({ pauseId }) => pauseId === pause.pause_id.slice(4));
    const step = { status: 'failed', nextInMilliseconds: null } as const;
    const result = { at: new Date(), durationMs: 1, statusCode: 400, response: null, ref: null };
    await recordAttempts(
      server.store,
      own.map((claim) => ({ claim, result: { ...result, error: 'refused', step } })),
    );
    expect(decided(await waiting)).toEqual(['deny', expect.stringContaining('not be delivered')]);
    await asked(0);
    await public_.close();
  });

  it('does not run when the server ends, and its question is withdrawn', async () => {
    const other = await testServer({ beside: server });
    const waiting = post(bash(), phone, developer.live, other);
    const [pause] = await asked();
    await other.close();
    expect(decided(await waiting)).toEqual(['deny', expect.stringContaining('restarting')]);
    const { json } = await server.ask('GET', `/v1/pause/${pause.pause_id}`, {
      key: developer.live,
    });
    expect(json.status).toBe('cancelled');
  });
});

describe('one Allow lets one call run', () => {
  it('of twins that wait for one answer one runs, and the other is asked about anew', async () => {
    const body = permission();
    const waiting = [post(body), post(body), post(body)];
    const answers: Answer[] = [];
    waiting.forEach((one) => void one.then((answer) => answers.push(answer)));
    for (let count = 1; count <= waiting.length; count++) {
      const [pause] = await asked();
      await answer(pause, 'Allow');
      await vi.waitUntil(() => answers.length === count, { timeout: 10_000 });
    }
    expect(answers.map((one) => decided(one)[0])).toEqual(['allow', 'allow', 'allow']);
    await asked(0);
  });

  it('a denial is meant for all of them', async () => {
    const body = permission();
    const waiting = Promise.all([post(body), post(body)]);
    const [pause] = await asked();
    await answer(pause, 'Deny');
    expect((await waiting).map((one) => decided(one)[0])).toEqual(['deny', 'deny']);
  });

  it('an answer of before is never the answer to a later call', async () => {
    for (const body of [permission(), bash()]) {
      const first = post(body);
      await answer((await asked())[0], 'Allow');
      expect(decided(await first)[0]).toBe('allow');
      const again = post(body);
      const [pause] = await asked();
      await answer(pause, 'Deny');
      expect(decided(await again)[0]).toBe('deny');
    }
  });

  it('whoever comes back while the question is open finds it, and no second message leaves', async () => {
    const body = permission();
    const gone = new AbortController();
    const first = server
      .ask('POST', HOOK + phone, { key: developer.live, body, signal: gone.signal })
      .catch(() => undefined);
    const [pause] = await asked();
    const second = post(body);
    const held = async () =>
      /^pausepoint_waiters (\d+)/m.exec((await server.ask('GET', '/metrics')).text)![1];
    await vi.waitUntil(async () => (await held()) === '2', { timeout: 10_000 });
    gone.abort();
    await first;
    await vi.waitUntil(async () => (await held()) === '1', { timeout: 10_000 });
    await answer(pause, 'Allow');
    expect(decided(await second)[0]).toBe('allow');
  });

  it('another input, folder, session or recipient is another question', async () => {
    const body = permission();
    const others = [
      post(body),
      post({ ...body, tool_input: { command: 'git push origin evil' } }),
      post({ ...body, cwd: '/home/ada/bank' }),
      post({ ...body, session_id: 'another' }),
      post({ ...body, prompt_id: 'another' }),
      post(body, '?recipient=%2B15550199'),
    ];
    const all = await asked(others.length);
    await Promise.all(all.map((pause: { respond_url: string }) => answer(pause, 'Deny')));
    await Promise.all(others);
  });
});

describe('the policy', () => {
  const policy = (value: object, encode = (text: string) => encodeURIComponent(text)) =>
    `${phone}&policy=${encode(JSON.stringify(value))}`;
  const allowPush = { rules: [{ tool: 'Bash', input: 'git push *', then: 'allow' }] };

  it('allows and denies at once, and nobody is asked', async () => {
    expect(decided(await post(bash(), policy(allowPush)))[0]).toBe('allow');
    const base64 = (text: string) => Buffer.from(text).toString('base64url');
    expect(decided(await post(permission(), policy(allowPush, base64)))[0]).toBe('allow');
    expect(decided(await post(bash(), policy({ otherwise: 'deny' })))[0]).toBe('deny');
    expect(await pending()).toEqual([]);
  });

  it('marks what has to be pressed and held', async () => {
    const waiting = post(bash(), policy({ rules: [{ tool: '*', then: 'ask', risk: 'high' }] }));
    const [pause] = await asked();
    expect(pause.risk).toBe('high');
    await server.ask('DELETE', `/v1/pause/${pause.pause_id}`, { key: developer.live });
    await waiting;
  });

  it('that cannot be read lets nothing run', async () => {
    const wrong = ['{', 'e30', 'bm90IGpzb24', '{"rules":[{"tool":"Bash","then":"alow"}]}', '[]'];
    for (const text of wrong.filter((one) => one !== 'e30')) {
      const [behavior, reason] = decided(
        await post(bash(), `${phone}&policy=${encodeURIComponent(text)}`),
      );
      expect([behavior, reason]).toEqual(['deny', expect.stringContaining('refused')]);
    }
    expect(await pending()).toEqual([]);
  });
});

describe('whatever goes wrong', () => {
  it.each([
    ['nobody to ask', bash(), '', /recipient is required/],
    ['a recipient that is none', bash(), '?recipient=x', /phone number/],
    ['a link that nobody is sent', bash(), `${phone}&channel=link`, /channel/],
    ['a parameter with a typo', bash(), `${phone}&polcy={}`, /polcy/],
    ['a timeout too short', bash(), `${phone}&timeout=5`, /timeout/],
    ['no name of a tool', bash({ tool_name: undefined }), phone, /tool_name/],
    ['an input that is none', bash({ tool_input: 'rm' }), phone, /tool_input/],
    ['half a character', bash({ tool_input: { command: 'a\ud800' } }), phone, /cannot be shown/],
    ['a character PostgreSQL has not', bash({ tool_input: { command: 'a\0' } }), phone, /shown/],
    ['more than can be read', bash({ tool_input: { command: 'x'.repeat(20_000) } }), phone, /long/],
    ['a megabyte', bash({ tool_input: { command: 'y '.repeat(500_000) } }), phone, /too long/],
    [
      'a file of many lines',
      {
        ...bash(),
        tool_name: 'Write',
        tool_input: { file_path: '/a', content: 'x\n'.repeat(9_000) },
      },
      phone,
      /too long/,
    ],
  ])('%s: it does not run, with the reason', async (_, body, query, reason) => {
    for (const event of ['PreToolUse', 'PermissionRequest']) {
      const [behavior, told] = decided(await post({ ...body, hook_event_name: event }, query));
      expect([behavior, told]).toEqual(['deny', expect.stringMatching(reason)]);
    }
    expect(await pending()).toEqual([]);
  });

  it('an allowance used up, a channel that is not set up: denied, not failed', async () => {
    const strict = await testServer({ beside: server, rateLimitPerMinute: 1, local: false });
    const [, first] = decided(await post(bash(), phone, developer.live, strict));
    expect(first).toContain('No message can leave this server by sms');
    const [behavior, second] = decided(await post(bash(), phone, developer.live, strict));
    expect([behavior, second]).toEqual(['deny', expect.stringContaining('Too many requests')]);
    await strict.close();
  });

  it('what is no call of Claude Code’s is a problem; what we do not decide gets no decision', async () => {
    expect((await post('{')).status).toBe(400);
    expect((await post([])).status).toBe(422);
    expect((await post({})).status).toBe(422);
    expect((await post({ tool_name: 'Bash' })).json.code).toBe('invalid_request');
    const ends = await post({ ...bash(), hook_event_name: 'Stop' });
    expect([ends.status, ends.json]).toEqual([200, {}]);
    expect((await server.ask('POST', HOOK, { body: bash() })).status).toBe(401);
    expect((await post(bash(), phone, `pp_live_${'x'.repeat(48)}`)).status).toBe(401);
  });

  it('nothing of a call reaches the log', async () => {
    decided(await post(bash({ tool_input: { command: 'x'.repeat(20_000) }, cwd: '/s3cr3t' })));
    for (const word of ['xxxxx', 's3cr3t', 'git push', '15550100']) {
      expect(server.log()).not.toContain(word);
    }
  });
});

describe('keys', () => {
  const keyWith = async (given: object) =>
    (await server.ask('POST', '/v1/keys', { key: developer.live, body: given })).json.api_key;

  it('with a policy ask whom they may and no other, as strictly as they must', async () => {
    const key = await keyWith({
      policy: { recipients: ['+15550111'], min_risk: 'high', min_require: 'code' },
    });
    expect(decided(await post(bash(), phone, key))[1]).toContain('not among the recipients');
    const waiting = post(bash(), '', key);
    const [pause] = await asked();
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
  const keep = (body: object, key = developer.live) => server.ask('PUT', SETTING, { key, body });
  const rules = [{ tool: 'Bash', input: 'git push*', then: 'deny' as const }];

  it('is told again, replaced and dropped, each mode and developer by themselves', async () => {
    const stranger = await testDeveloper(server);
    const { json } = await keep({ recipient: '+1 (555) 010-0', policy: { rules } });
    expect(json).toEqual({
      ...{ recipient: '+1 (555) 010-0', channel: 'sms', timeout_seconds: 600 },
      ...{ policy: { rules, otherwise: 'ask' }, updated_at: expect.any(String) },
    });
    const read = async (key: string) => (await server.ask('GET', SETTING, { key })).json;
    expect(await read(developer.live)).toEqual(json);
    for (const key of [developer.test, stranger.live, stranger.test]) {
      expect(await read(key)).toMatchObject({ code: 'not_found' });
    }
    await server.ask('DELETE', SETTING, { key: stranger.live });
    expect(await read(developer.live)).toEqual(json);
    expect((await server.ask('DELETE', SETTING, { key: developer.live })).status).toBe(204);
    expect((await server.ask('DELETE', SETTING, { key: developer.live })).status).toBe(204);
    expect(await read(developer.live)).toMatchObject({ code: 'not_found' });
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
    expect(decided(await post(bash(), ''))[0]).toBe('deny');
    expect(decided(await post(bash(), loose))[0]).toBe('deny');
    const waiting = post(bash({ tool_input: { command: 'ls' } }), loose);
    const [pause] = await asked();
    expect(pause).toMatchObject({ channel: 'email' });
    expect(Date.parse(pause.expires_at) - Date.parse(pause.created_at)).toBe(105_000);
    await answer(pause, 'Deny');
    await waiting;
    const tight = `?policy=${encodeURIComponent('{"otherwise":"deny"}')}`;
    expect(decided(await post(bash({ tool_input: { command: 'ls' } }), tight))[0]).toBe('deny');
  });

  it('binds an agent’s key to its recipient, and not an admin’s', async () => {
    await keep({ recipient: '+15550100' });
    const { json } = await server.ask('POST', '/v1/keys', { key: developer.live, body: {} });
    const [behavior, reason] = decided(await post(bash(), '?recipient=%2B15550199', json.api_key));
    expect([behavior, reason]).toEqual(['deny', expect.stringContaining('may not name anybody')]);
    for (const [query, key] of [
      ['?recipient=%2B1%20555%200100', json.api_key],
      ['?recipient=%2B15550199', developer.live],
    ]) {
      const waiting = post(bash(), query, key);
      await answer((await asked())[0], 'Deny');
      await waiting;
    }
    await server.ask('DELETE', SETTING, { key: developer.live });
  });
});
