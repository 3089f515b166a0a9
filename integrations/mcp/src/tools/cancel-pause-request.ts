// cancel_pause_request: withdraws a question; what is already decided stays decided.
import type { McpServer } from '@modelcontextprotocol/server';
import { PausePointError } from 'pausepoint';
import { z } from 'zod';
import type { Connection } from '../connection.ts';
import { refusalOf } from '../refusal.ts';
import { showPause, toldPauseSchema } from '../shown-pause.ts';
import { answering, refused, told } from '../told.ts';
import { toolSchema } from '../tool-schema.ts';
import { whatNow } from '../what-now.ts';

const description = `Withdraw a question that you asked and that no longer matters, or that asks for the wrong thing. Nobody can answer it from then on. Withdrawing is not an answer: do not go on with what you asked about.`;

/** Made once: over HTTP every request has a server of its own. */
const tool = {
  title: 'Withdraw the question',
  description,
  inputSchema: toolSchema(
    z.strictObject({
      pause_id: z.string().min(1).max(100).describe('As create_pause_request returned it.'),
    }),
  ),
  outputSchema: toldPauseSchema,
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: true,
  },
};

export function addCancelPauseRequest(server: McpServer, { client }: Connection): void {
  server.registerTool('cancel_pause_request', tool, ({ pause_id }, { mcpReq: { signal } }) =>
    answering(async () => {
      try {
        const shown = showPause(await client.pauses.cancel(pause_id, { signal }));
        return told({ what_now: whatNow(shown), ...shown });
      } catch (error) {
        if (!(error instanceof PausePointError && error.code === 'already_settled')) throw error;
        const shown = showPause(await client.pauses.get(pause_id, { signal }));
        return refused(`${refusalOf(error)}\n${whatNow(shown)}`);
      }
    }),
  );
}
