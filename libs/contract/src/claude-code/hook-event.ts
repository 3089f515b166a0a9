// What Claude Code posts to a hook, and what it understands as an answer.
import { z } from 'zod';
import type { JsonDocument } from '../json/read-json.ts';
import { parseBody } from '../validate.ts';

/** Those that can be decided; whatever else is posted gets no decision. */
export const hookEvents = ['PermissionRequest', 'PreToolUse'] as const;
export type HookEventName = (typeof hookEvents)[number];

/** Claude Code's own JSON: what we do not know of it is none of our business. */
export const hookEventSchema = z
  .looseObject({
    hook_event_name: z.string().meta({
      description: '`PermissionRequest` and `PreToolUse` are decided; others get no decision.',
      example: 'PreToolUse',
      minLength: 1,
    }),
    tool_name: z.string().optional(),
    tool_input: z.looseObject({}).optional(),
    tool_use_id: z.string().optional(),
    session_id: z.string().optional(),
    prompt_id: z.string().optional(),
    cwd: z.string().optional(),
    permission_mode: z.string().optional(),
    agent_type: z.string().optional(),
  })
  .meta({ id: 'ClaudeCodeHookEvent', description: 'As Claude Code posts it.' });

/** A call of one of Claude Code's tools that waits for leave. */
export interface ToolCall {
  readonly event: HookEventName;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly toolUseId: string | null;
  readonly sessionId: string | null;
  readonly promptId: string | null;
  readonly cwd: string | null;
  readonly permissionMode: string | null;
  /** Of a subagent. */
  readonly agentType: string | null;
}

/** Undefined: an event that nothing is decided of. Throws where it is no event at all. */
export function readHookEventName(document: JsonDocument): HookEventName | undefined {
  const { hook_event_name: name } = parseBody(nameSchema, { ...document, faults: [] });
  return hookEvents.find((known) => known === name);
}

/** The same of a text that breaks off: what Claude Code says of a call stands before its input. */
export function readCutHookEventName(text: string): HookEventName | undefined {
  const token = /(?<between>[^"[\]{}]*)(?<what>"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}])/sy;
  let depth = 0;
  let key: string | undefined;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const { between, what } = found.groups!;
    if (what === '{' || what === '[') depth++;
    else if (what === '}' || what === ']') depth--;
    else if (depth === 1 && between!.trim() !== ':') key = what;
    else if (depth === 1 && key === '"hook_event_name"') {
      return hookEvents.find((known) => JSON.stringify(known) === what);
    }
  }
  return undefined;
}

/** What cannot be kept as it is stays for the caller to see: `document.faults`. */
export function parseHookEvent(document: JsonDocument): ToolCall {
  const call = parseBody(callSchema, { ...document, faults: [] });
  // As it came: the schema would leave out what is called __proto__, and nobody would see it.
  const { tool_input: input } = document.value as { tool_input: ToolCall['input'] };
  return {
    event: call.hook_event_name,
    tool: call.tool_name,
    input,
    toolUseId: call.tool_use_id ?? null,
    sessionId: call.session_id ?? null,
    promptId: call.prompt_id ?? null,
    cwd: call.cwd ?? null,
    permissionMode: call.permission_mode ?? null,
    agentType: call.agent_type ?? null,
  };
}

const nameSchema = z.looseObject({ hook_event_name: z.string().min(1) });

const callSchema = z.looseObject({
  ...hookEventSchema.shape,
  hook_event_name: z.enum(hookEvents),
  tool_name: z.string().min(1).max(300),
  tool_input: z.looseObject({}),
});

export interface HookDecision {
  readonly behavior: 'allow' | 'deny';
  /** To the model where it is denied. */
  readonly reason: string;
  /** What a human who allows it wants the model to know. */
  readonly note?: string | undefined;
}

/** In the event's own format. Never with another input: what was asked about is what runs. */
export const presentHookDecision = (
  event: HookEventName,
  { behavior, reason, note }: HookDecision,
): z.output<typeof hookAnswerSchema> => ({
  hookSpecificOutput:
    event === 'PreToolUse'
      ? {
          hookEventName: event,
          permissionDecision: behavior,
          permissionDecisionReason: reason,
          // The reason of what is allowed is shown to the user alone.
          ...(behavior === 'allow' && note !== undefined && { additionalContext: note }),
        }
      : {
          hookEventName: event,
          decision: behavior === 'allow' ? { behavior } : { behavior, message: reason },
        },
});

/** What an event gets that nothing is decided of. */
export const noHookDecision = {};

export const hookAnswerSchema = z
  .object({
    hookSpecificOutput: z
      .union([
        z.object({
          hookEventName: z.literal('PreToolUse'),
          permissionDecision: z.enum(['allow', 'deny']),
          permissionDecisionReason: z.string(),
          additionalContext: z.string().optional(),
        }),
        z.object({
          hookEventName: z.literal('PermissionRequest'),
          decision: z.union([
            z.object({ behavior: z.literal('allow') }),
            z.object({ behavior: z.literal('deny'), message: z.string() }),
          ]),
        }),
      ])
      .optional(),
  })
  .meta({ id: 'ClaudeCodeHookAnswer', description: 'The event’s own format; empty for others.' });
