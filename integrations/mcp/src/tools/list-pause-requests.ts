// list_pause_requests: what this key has asked, newest first.
import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Connection } from '../connection.ts';
import { instant, page } from '../query-fields.ts';
import { showPause, shownPauseSchema } from '../shown-pause.ts';
import { answering, told } from '../told.ts';
import { toolSchema } from '../tool-schema.ts';

const description = `List questions asked with this API key, newest first: to find a pause_id again, or to see what is still open. Other programs may use the same key: act on a pause only if you asked it yourself. Entries with human_decided false were not approved by anybody.`;

/** Made once: over HTTP every request has a server of its own. */
const tool = {
  title: 'List questions',
  description,
  inputSchema: toolSchema(
    z.strictObject({
      status: z.enum(['pending', 'responded', 'timed_out', 'cancelled']).optional(),
      channel: z
        .enum(['sms', 'email', 'slack', 'telegram', 'whatsapp', 'link'])
        .optional()
        .describe('Of the first recipient.'),
      run_id: z.string().max(200).optional().describe('The agent.run_id they were asked with.'),
      created_after: instant.optional(),
      created_before: instant.optional(),
      ...page,
    }),
  ),
  outputSchema: toolSchema(
    z.object({
      data: z.array(shownPauseSchema),
      next_cursor: z.string().nullable().describe('Give it as cursor for the next page.'),
    }),
  ),
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: true },
};

export function addListPauseRequests(server: McpServer, { client }: Connection): void {
  server.registerTool('list_pause_requests', tool, (filter, { mcpReq: { signal } }) =>
    answering(async () => {
      const { data, next_cursor } = await client.pauses.list(filter, { signal });
      return told({ data: data.map(showPause), next_cursor });
    }),
  );
}
