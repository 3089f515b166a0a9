// permission_prompt: what Claude Code asks instead of its own prompt (`--permission-prompt-tool`).
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { postHeld } from '../post-held.ts';

export interface PermissionPrompt {
  /** The hook's query: `recipient=%2B13128471928&timeout=600`. Empty: as the account has it. */
  readonly query: string;
  /** Where Claude Code works, for whoever is asked. */
  readonly folder: string;
}

export interface PermissionDoor {
  readonly url: string;
  readonly apiKey: string;
}

const description =
  'For Claude Code itself, not for models: asks a human whether a tool may be used, and holds until they answer.';

/** Anything but a clear yes is a no. */
const allowed = z.object({
  hookSpecificOutput: z.object({
    hookEventName: z.literal('PreToolUse'),
    permissionDecision: z.enum(['allow', 'deny']),
    permissionDecisionReason: z.string(),
  }),
});

const silence =
  'No human agreed: PausePoint could not be asked. This is not an approval. Do not do it in another way.';

export function addPermissionPrompt(
  server: McpServer,
  { url, apiKey }: PermissionDoor,
  { query, folder }: PermissionPrompt,
): void {
  const hook = new URL('/v1/integrations/claude-code/hook', url);
  hook.search = query;
  server.registerTool(
    'permission_prompt',
    {
      title: 'Ask a human whether a tool may be used',
      description,
      inputSchema: z.looseObject({
        tool_name: z.string(),
        input: z.looseObject({}),
        tool_use_id: z.string().optional(),
      }),
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true },
    },
    async ({ tool_name, input, tool_use_id }, { mcpReq: { signal } }) => {
      const body = JSON.stringify({
        hook_event_name: 'PreToolUse',
        ...{ tool_name, tool_input: input, tool_use_id },
        cwd: folder,
      });
      const decision = await postHeld({ url: hook, apiKey, body, signal })
        .then(read)
        .catch(() => undefined);
      // What was asked about is what runs: the input goes back as it came.
      return decision?.permissionDecision === 'allow'
        ? answer({ behavior: 'allow', updatedInput: input })
        : answer({ behavior: 'deny', message: decision?.permissionDecisionReason ?? silence });
    },
  );
}

function read(text: string) {
  const result = allowed.safeParse(JSON.parse(text));
  return result.data?.hookSpecificOutput;
}

/** One block of text is all that Claude Code reads. */
const answer = (decision: object): CallToolResult => ({
  content: [{ type: 'text', text: JSON.stringify(decision) }],
});
