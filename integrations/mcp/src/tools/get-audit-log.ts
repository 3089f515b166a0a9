// get_audit_log: everything that happened, page by page; for keys of role admin.
import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { auditEventTypes } from '../audit-event-types.ts';
import type { Connection } from '../connection.ts';
import { instant, page } from '../query-fields.ts';
import { answering, told } from '../told.ts';
import { toolSchema } from '../tool-schema.ts';

const description = `Read the tamper-evident record of what happened: questions created, messages sent, links opened, answers, timeouts, withdrawals. Give pause_id for the story of one question. Needs an API key of role admin. It is a record, not an answer: to learn what a human decided use poll_pause_request.`;

const auditEvent = z.object({
  event_id: z.string(),
  event_type: z.string(),
  actor: z.string().describe('Who did it: developer, human or system.'),
  pause_id: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  created_at: z.string(),
  sequence: z.int().nullable().describe('Place in the sealed log; null until sealed.'),
  leaf_hash: z.string().nullable(),
});

/** Made once: over HTTP every request has a server of its own. */
const tool = {
  title: 'Read the audit log',
  description,
  inputSchema: toolSchema(
    z.strictObject({
      pause_id: z.string().min(1).max(100).optional(),
      event_type: z.enum(auditEventTypes).optional(),
      actor: z.enum(['developer', 'human', 'system']).optional(),
      from: instant.optional().describe('Events at or after this instant.'),
      to: instant.optional().describe('Events before this instant.'),
      ...page,
    }),
  ),
  outputSchema: toolSchema(
    z.object({
      data: z.array(auditEvent),
      next_cursor: z.string().nullable().describe('Give it as cursor for the next page.'),
    }),
  ),
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: true },
};

export function addGetAuditLog(server: McpServer, { client }: Connection): void {
  server.registerTool('get_audit_log', tool, (filter, { mcpReq: { signal } }) =>
    answering(async () => {
      const { data, next_cursor } = await client.audit.list(filter, { signal });
      return told({ data, next_cursor });
    }),
  );
}
