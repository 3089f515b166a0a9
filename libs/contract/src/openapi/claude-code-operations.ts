// Claude Code's hook and what is kept for it, as the document tells them.
import { hookAnswerSchema, hookEventSchema } from '../claude-code/hook-event.ts';
import {
  hookQuerySchema,
  hookSettingSchema,
  presentedHookSettingSchema,
} from '../claude-code/hook-setting.ts';
import type { Operation } from './operation.ts';

const policy = {
  rules: [
    { tool: 'Bash', input: 'git push*', then: 'ask' as const, risk: 'high' as const },
    { tool: 'Bash', input: 'npm test', then: 'allow' as const },
    { tool: 'Read|Grep|Glob', then: 'allow' as const },
  ],
  otherwise: 'ask' as const,
};
const kept = {
  recipient: '+13128471928',
  channel: 'sms' as const,
  timeout_seconds: 600,
  policy,
  updated_at: '2026-05-08T14:00:00.000Z',
};
const place = { tag: 'Claude Code', path: '/v1/integrations/claude-code' } as const;

const setting: readonly Operation[] = [
  {
    ...place,
    id: 'getClaudeCodeSetting',
    method: 'get',
    access: 'admin',
    summary: 'What is kept for the hook',
    description: 'Of the key’s mode. 404 where nothing is.',
    answers: {
      200: { description: 'The setting.', schema: presentedHookSettingSchema, example: kept },
    },
    problems: ['not_found'],
  },
  {
    ...place,
    id: 'putClaudeCodeSetting',
    method: 'put',
    access: 'admin',
    summary: 'Keep whom the hook asks, and about what',
    description:
      'Of the key’s mode, sealed at rest. Then the hook’s URL needs no query, and a key of role `agent` can neither ask anybody else nor loosen the policy.',
    body: {
      schema: hookSettingSchema,
      examples: {
        phone: {
          summary: 'One phone, and what it is not asked about',
          value: { recipient: '+13128471928', channel: 'sms', timeout_seconds: 600, policy },
        },
      },
    },
    answers: {
      200: { description: 'As it is now.', schema: presentedHookSettingSchema, example: kept },
    },
    problems: ['invalid_recipient'],
  },
  {
    ...place,
    id: 'deleteClaudeCodeSetting',
    method: 'delete',
    access: 'admin',
    summary: 'Keep nothing for the hook',
    description: 'From now on the query of its URL alone says whom to ask. 204 again and again.',
    answers: { 204: { description: 'Nothing is kept.' } },
  },
];

export const claudeCodeOperations: readonly Operation[] = [
  {
    tag: 'Claude Code',
    id: 'claudeCodeHook',
    method: 'post',
    path: '/v1/integrations/claude-code/hook',
    access: 'agent',
    summary: 'Ask a human for Claude Code',
    description:
      'Claude Code posts its hook JSON here (`type: "http"`). What the policy allows or denies is answered at once; for all else a human is asked, and the request is held until they answer or 15 s before Claude Code gives up. **Only a human’s Allow, or a rule of yours, is ever answered with allow**: silence, a withdrawn question, a recipient who cannot be reached, a call too long to be shown in full and any trouble of ours are denied with the reason. What is no hook event, or comes without a valid key, is a problem as everywhere: set `"onFailure": "block"`, for Claude Code goes on after a failed hook without it. One Allow lets one call run, once.',
    query: hookQuerySchema,
    body: {
      schema: hookEventSchema,
      examples: {
        command: {
          summary: 'A command',
          value: {
            session_id: '13443c51-03ac-4214-bd0b-5d1545910453',
            cwd: '/home/ada/shop',
            permission_mode: 'default',
            hook_event_name: 'PreToolUse',
            tool_name: 'Bash',
            tool_input: { command: 'git push origin main', description: 'Push the branch' },
            tool_use_id: 'toolu_01ABC123',
          },
        },
      },
    },
    answers: {
      200: {
        description: 'The decision.',
        schema: hookAnswerSchema,
        example: {
          hookSpecificOutput: {
            hookEventName: 'PreToolUse',
            permissionDecision: 'deny',
            permissionDecisionReason:
              'No human agreed: nobody answered in time. This is not an approval.',
          },
        },
      },
    },
  },
  ...setting,
];
