// Whatever goes wrong on the way to a human, Claude Code's call does not run.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  bash,
  decided,
  HOOK,
  hookStage,
  permission,
  phone,
  type HookStage,
} from '../claude-code/testing.ts';
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

describe('the policy', () => {
  const policy = (value: object, encode = (text: string) => encodeURIComponent(text)) =>
    `${phone}&policy=${encode(JSON.stringify(value))}`;
  const allowPush = { rules: [{ tool: 'Bash', input: 'git push *', then: 'allow' }] };

  it('allows and denies at once, and nobody is asked', async () => {
    expect(decided(await stage.post(bash(), policy(allowPush)))[0]).toBe('allow');
    const base64 = (text: string) => Buffer.from(text).toString('base64url');
    expect(decided(await stage.post(permission(), policy(allowPush, base64)))[0]).toBe('allow');
    expect(decided(await stage.post(bash(), policy({ otherwise: 'deny' })))[0]).toBe('deny');
    expect(await stage.asked(0)).toEqual([]);
  });

  it('marks what has to be pressed and held', async () => {
    const waiting = stage.post(
      bash(),
      policy({ rules: [{ tool: '*', then: 'ask', risk: 'high' }] }),
    );
    const [pause] = await stage.asked();
    expect(pause.risk).toBe('high');
    await stage.withdraw(pause);
    await waiting;
  });

  it('that cannot be read lets nothing run', async () => {
    const wrong = ['{', 'e30', 'bm90IGpzb24', '{"rules":[{"tool":"Bash","then":"alow"}]}', '[]'];
    for (const text of wrong.filter((one) => one !== 'e30')) {
      const [behavior, reason] = decided(
        await stage.post(bash(), `${phone}&policy=${encodeURIComponent(text)}`),
      );
      expect([behavior, reason]).toEqual(['deny', expect.stringContaining('refused')]);
    }
    expect(await stage.asked(0)).toEqual([]);
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
    ['more than is kept', bash({ tool_input: { command: 'z'.repeat(2_200_000) } }), phone, /long/],
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
      const [behavior, told] = decided(
        await stage.post({ ...body, hook_event_name: event }, query),
      );
      expect([behavior, told]).toEqual(['deny', expect.stringMatching(reason)]);
    }
    expect(await stage.asked(0)).toEqual([]);
  });

  it('an allowance used up, a channel that is not set up: denied, not failed', async () => {
    const strict = await testServer({ beside: server, rateLimitPerMinute: 1, local: false });
    const [, first] = decided(await stage.post(bash(), phone, stage.developer.live, strict));
    expect(first).toContain('No message can leave this server by sms');
    const [behavior, second] = decided(
      await stage.post(bash(), phone, stage.developer.live, strict),
    );
    expect([behavior, second]).toEqual(['deny', expect.stringContaining('Too many requests')]);
    await strict.close();
  });

  it('what is no call of Claude Code’s is a problem; what we do not decide gets no decision', async () => {
    expect((await stage.post('{')).status).toBe(400);
    expect((await stage.post([])).status).toBe(422);
    expect((await stage.post({})).status).toBe(422);
    expect((await stage.post({ tool_name: 'Bash' })).json.code).toBe('invalid_request');
    // Which event it is, nothing says: with the settings we ship that blocks.
    const cut = await stage.post({ other: 'x'.repeat(2_200_000), ...bash() });
    expect([cut.status, cut.json.detail]).toEqual([413, 'The body is larger than 2 MiB']);
    const ends = await stage.post({ ...bash(), hook_event_name: 'Stop' });
    expect([ends.status, ends.json]).toEqual([200, {}]);
    expect((await server.ask('POST', HOOK, { body: bash() })).status).toBe(401);
    expect((await stage.post(bash(), phone, `pp_live_${'x'.repeat(48)}`)).status).toBe(401);
  });

  it('nothing of a call reaches the log', async () => {
    decided(
      await stage.post(bash({ tool_input: { command: 'x'.repeat(20_000) }, cwd: '/s3cr3t' })),
    );
    for (const word of ['xxxxx', 's3cr3t', 'git push', '15550100']) {
      expect(server.log()).not.toContain(word);
    }
  });
});
