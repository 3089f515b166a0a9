// One Allow lets one call of Claude Code run, once, and no other.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  bash,
  decided,
  HOOK,
  hookStage,
  permission,
  phone,
  type HookStage,
} from '../claude-code/testing.ts';
import { testServer, type Answer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let stage: HookStage;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(async () => {
  stage = await hookStage(server);
});
afterAll(() => server.close());

describe('one Allow lets one call run', () => {
  it('of twins that wait for one answer one runs, and the other is asked about anew', async () => {
    const body = permission();
    const waiting = [stage.post(body), stage.post(body), stage.post(body)];
    const answers: Answer[] = [];
    waiting.forEach((one) => void one.then((answer) => answers.push(answer)));
    for (let count = 1; count <= waiting.length; count++) {
      const [pause] = await stage.asked();
      await stage.answer(pause, 'Allow');
      await vi.waitUntil(() => answers.length === count, { timeout: 40_000 });
    }
    expect(answers.map((one) => decided(one)[0])).toEqual(['allow', 'allow', 'allow']);
    await stage.asked(0);
  });

  it('a denial is meant for all of them', async () => {
    const body = permission();
    const waiting = Promise.all([stage.post(body), stage.post(body)]);
    const [pause] = await stage.asked();
    await stage.answer(pause, 'Deny');
    expect((await waiting).map((one) => decided(one)[0])).toEqual(['deny', 'deny']);
  });

  it('an answer of before is never the answer to a later call', async () => {
    for (const body of [permission(), bash()]) {
      const first = stage.post(body);
      await stage.answer((await stage.asked())[0], 'Allow');
      expect(decided(await first)[0]).toBe('allow');
      for (const [choice, behavior] of [
        ['Deny', 'deny'],
        ['Allow', 'allow'],
      ] as const) {
        const again = stage.post(body);
        const [pause] = await stage.asked();
        await stage.answer(pause, choice);
        expect(decided(await again)[0]).toBe(behavior);
      }
    }
  });

  it('whoever comes back while the question is open finds it, and no second message leaves', async () => {
    const body = permission();
    const gone = new AbortController();
    const first = server
      .ask('POST', HOOK + phone, { key: stage.developer.live, body, signal: gone.signal })
      .catch(() => undefined);
    const [pause] = await stage.asked();
    const second = stage.post(body);
    const held = async () =>
      /^pausepoint_waiters (\d+)/m.exec((await server.ask('GET', '/metrics')).text)![1];
    await vi.waitUntil(async () => (await held()) === '2', { timeout: 40_000 });
    gone.abort();
    await first;
    await vi.waitUntil(async () => (await held()) === '1', { timeout: 40_000 });
    await stage.answer(pause, 'Allow');
    expect(decided(await second)[0]).toBe('allow');
  });

  it('another input, folder, session or recipient is another question', async () => {
    const body = permission();
    const others = [
      stage.post(body),
      stage.post({ ...body, tool_input: { command: 'git push origin evil' } }),
      stage.post({ ...body, cwd: '/home/ada/bank' }),
      stage.post({ ...body, session_id: 'another' }),
      stage.post({ ...body, prompt_id: 'another' }),
      stage.post(body, '?recipient=%2B15550199'),
    ];
    const all = await stage.asked(others.length);
    await Promise.all(all.map((pause: { respond_url: string }) => stage.answer(pause, 'Deny')));
    await Promise.all(others);
  });
});
