// poll_pause_request: holds the call until a human has answered, or about as long as a client waits.
import type { McpServer } from '@modelcontextprotocol/server';
import { PausePointError } from 'pausepoint';
import { z } from 'zod';
import type { Connection } from '../connection.ts';
import { reportProgress } from '../report-progress.ts';
import { showPause, toldPauseSchema } from '../shown-pause.ts';
import { answering, told } from '../told.ts';
import { toolSchema } from '../tool-schema.ts';
import { whatNow } from '../what-now.ts';

const description = `Wait for a human’s answer to a question you asked with create_pause_request. Holds the call up to wait_seconds and returns as soon as there is an answer. While status is pending, call it again, with the same pause_id, for as long as you can; if you have to end your turn, tell the user that the question is still open. Only status responded with human_decided true is a human’s answer.`;

/** Most clients give a call up after a minute. */
const longestWaitSeconds = 50;
/** For the way there and back, and a server that is just restarting. */
const graceSeconds = 8;

/** Made once: over HTTP every request has a server of its own. */
const tool = {
  title: 'Wait for the human’s answer',
  description,
  inputSchema: toolSchema(
    z.strictObject({
      pause_id: z.string().min(1).max(100).describe('As create_pause_request returned it.'),
      wait_seconds: z
        .int()
        .min(0)
        .max(longestWaitSeconds)
        .default(25)
        .describe('How long to hold the call while nobody has answered.'),
    }),
  ),
  outputSchema: toldPauseSchema,
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: true },
};

export function addPollPauseRequest(server: McpServer, { client }: Connection): void {
  server.registerTool('poll_pause_request', tool, ({ pause_id, wait_seconds }, { mcpReq }) =>
    answering(async () => {
      const late = AbortSignal.timeout((wait_seconds + graceSeconds) * 1_000);
      const signal = AbortSignal.any([mcpReq.signal, late]);
      const stop = reportProgress(mcpReq, wait_seconds);
      try {
        const pause = await client.pauses.get(pause_id, { waitSeconds: wait_seconds, signal });
        const shown = showPause(pause);
        return told({ what_now: whatNow(shown), ...shown });
      } catch (error) {
        mcpReq.signal.throwIfAborted();
        if (!late.aborted) throw error;
        throw new PausePointError('unreachable', 'PausePoint did not answer in time.');
      } finally {
        stop();
      }
    }),
  );
}
