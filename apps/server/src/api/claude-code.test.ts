// What is asked for Claude Code runs when a human allows it, and in no other case.
import { claimNotifications, recordAttempts } from '@pausepoint/store';
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

describe('a call that is asked about', () => {
  it('runs when a human allows it, as it was shown', async () => {
    const waiting = stage.post(bash({ permission_mode: 'acceptEdits', tool_use_id: 'toolu_A' }));
    const [pause] = await stage.asked();
    expect(pause).toMatchObject({
      message: 'Run “git push origin main”?',
      options: ['Allow', 'Deny'],
      timeout_default: 'Deny',
      allow_text_response: true,
      risk: 'normal',
      agent: { name: 'Claude Code', run_id: '13443c51-03ac-4214-bd0b-5d1545910453' },
      context: [
        { label: 'Command', value: 'git push origin main' },
        { label: 'Folder', value: '/home/ada/shop' },
        { label: 'Permission mode', value: 'acceptEdits' },
        { label: 'The model says', value: 'Push it' },
      ],
      metadata: {
        claude_code: { event: 'PreToolUse', tool_name: 'Bash', tool_use_id: 'toolu_A' },
        tool_call_digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
    });
    const left = Date.parse(pause.expires_at) - Date.parse(pause.created_at);
    expect(left).toBe((600 - 15) * 1_000);
    await stage.answer(pause, 'Allow');
    expect(decided(await waiting)).toEqual(['allow', 'A human allowed this.']);
  });

  it('and by mail the model’s words stand apart, as its own', async () => {
    const waiting = stage.post(bash(), '?recipient=ada@example.com');
    const [pause] = await stage.asked();
    expect(pause.message).toBe('Run “git push origin main”?\n\nPush it');
    expect(pause.context).toHaveLength(2);
    await stage.withdraw(pause);
    await waiting;
  });

  it('and the human’s words come along', async () => {
    const waiting = stage.post(bash());
    const [pause] = await stage.asked();
    await stage.answer(pause, 'Allow', 'but tell Bob');
    const { json } = await waiting;
    expect(json.hookSpecificOutput.additionalContext).toBe('A human allowed this: but tell Bob');
  });

  it('does not run when a human denies it, and the model hears why', async () => {
    for (const body of [bash(), permission()]) {
      const waiting = stage.post(body);
      const [pause] = await stage.asked();
      await stage.answer(pause, 'Deny', 'not on a Friday');
      const [behavior, reason] = decided(await waiting);
      expect(behavior).toBe('deny');
      expect(reason).toContain('denied this: not on a Friday\nThis is not an approval.');
    }
  });

  it('does not run when nobody answers in time', async () => {
    const [behavior, reason] = decided(await stage.post(bash(), `${phone}&timeout=30`));
    expect([behavior, reason]).toEqual(['deny', expect.stringContaining('No human agreed')]);
    const { json } = await server.ask('GET', '/v1/pause?limit=1', { key: stage.developer.live });
    expect(json.data[0]).toMatchObject({ status: 'timed_out', response_choice: 'Deny' });
  }, 120_000);

  it('does not run when the question is withdrawn', async () => {
    const waiting = stage.post(permission());
    const [pause] = await stage.asked();
    await stage.withdraw(pause);
    expect(decided(await waiting)).toEqual(['deny', expect.stringContaining('withdrawn')]);
  });

  it('is withdrawn when Claude Code goes away', async () => {
    const gone = new AbortController();
    const { key, body } = { key: stage.developer.live, body: bash() };
    const waiting = server.ask('POST', HOOK + phone, { key, body, signal: gone.signal });
    const [pause] = await stage.asked();
    gone.abort();
    await expect(waiting).rejects.toThrow();
    await stage.asked(0);
    const { json } = await server.ask('GET', `/v1/pause/${pause.pause_id}`, { key });
    expect(json.status).toBe('cancelled');
  });

  it('does not run when the message can reach nobody', async () => {
    const public_ = await testServer({
      beside: server,
      local: false,
      channels: { couriers: { sms: { send: () => Promise.reject(new Error('not here')) } } },
    });
    const waiting = stage.post(bash(), phone, stage.developer.live, public_);
    const [pause] = await stage.asked();
    const claims = await claimNotifications(server.store, { limit: 100, leaseSeconds: 60 });
    const own = claims.filter(({ pauseId }) => pauseId === pause.pause_id.slice(4));
    const step = { status: 'failed', nextInMilliseconds: null } as const;
    const result = { at: new Date(), durationMs: 1, statusCode: 400, response: null, ref: null };
    await recordAttempts(
      server.store,
      own.map((claim) => ({ claim, result: { ...result, error: 'refused', step } })),
    );
    expect(decided(await waiting)).toEqual(['deny', expect.stringContaining('not be delivered')]);
    await stage.asked(0);
    await public_.close();
  });

  it('does not run when the server ends, and its question is withdrawn', async () => {
    const other = await testServer({ beside: server });
    const waiting = stage.post(bash(), phone, stage.developer.live, other);
    const [pause] = await stage.asked();
    await other.close();
    expect(decided(await waiting)).toEqual(['deny', expect.stringContaining('restarting')]);
    const { json } = await server.ask('GET', `/v1/pause/${pause.pause_id}`, {
      key: stage.developer.live,
    });
    expect(json.status).toBe('cancelled');
  });
});
