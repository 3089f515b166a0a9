// Claude Code as its hooks are concerned, and the human who is asked, for the tests of the hook.
import { expect, vi } from 'vitest';
import { testDeveloper, type TestDeveloper } from '../testing/test-developer.ts';
import type { Answer, TestServer } from '../testing/test-server.ts';

export const HOOK = '/v1/integrations/claude-code/hook';
export const SETTING = '/v1/integrations/claude-code';
export const phone = '?recipient=%2B15550100';
let calls = 0;

/** A call of its own, as Claude Code posts it. */
export const bash = (more: object = {}) => ({
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

export const permission = (more: object = {}) => ({
  ...bash({ hook_event_name: 'PermissionRequest', tool_use_id: undefined }),
  prompt_id: `prompt-${calls}`,
  permission_suggestions: [],
  ...more,
});

/** What Claude Code makes of the answer. */
export function decided({ status, json }: Answer): readonly [behavior: string, reason: string] {
  expect(status).toBe(200);
  const { hookEventName, permissionDecision, permissionDecisionReason, decision } =
    json.hookSpecificOutput;
  expect(JSON.stringify(json)).not.toContain('updatedInput');
  return hookEventName === 'PreToolUse'
    ? [permissionDecision, permissionDecisionReason]
    : [decision.behavior, decision.message];
}

/** What tests look at of a question; loosely typed, as their expectations are. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Asked = any;

/** A developer of one's own, and the phone of whom is asked. */
export interface HookStage {
  readonly developer: TestDeveloper;
  post(body: unknown, query?: string, key?: string, on?: TestServer): Promise<Answer>;
  /** All that is open, once it is so many. */
  asked(count?: number): Promise<readonly Asked[]>;
  answer(pause: Asked, choice: string, text?: string): Promise<Answer>;
  withdraw(pause: Asked): Promise<Answer>;
  /** How many requests are held. */
  held(count: number): Promise<unknown>;
}

export async function hookStage(server: TestServer): Promise<HookStage> {
  const developer = await testDeveloper(server);
  const key = developer.live;
  const open = async (): Promise<readonly Asked[]> =>
    (await server.ask('GET', '/v1/pause?status=pending&limit=100', { key })).json.data;
  return {
    developer,
    post: (body, query = phone, by = key, on = server) =>
      on.ask('POST', HOOK + query, { key: by, body }),
    async asked(count = 1) {
      let all: readonly Asked[] = [];
      await vi.waitUntil(async () => (all = await open()).length === count, { timeout: 40_000 });
      return all;
    },
    answer: ({ respond_url }, choice, text) => {
      const token = String(respond_url).split('/').at(-1)!;
      return server.ask('POST', `/v1/respond/${token}`, {
        body: { choice, ...(text && { text }) },
      });
    },
    withdraw: ({ pause_id }) => server.ask('DELETE', `/v1/pause/${String(pause_id)}`, { key }),
    held: (count) =>
      vi.waitUntil(
        async () => {
          const { text } = await server.ask('GET', '/metrics');
          return Number(/^pausepoint_waiters (\d+)/m.exec(text)![1]) === count;
        },
        { timeout: 10_000 },
      ),
  };
}
