// create_pause_request: asks and returns at once, because nobody knows how long a human thinks.
import type { McpServer } from '@modelcontextprotocol/server';
import { askOnce } from '../ask-once.ts';
import type { Connection } from '../connection.ts';
import { questionSchema } from '../question-schema.ts';
import { showPause, toldPauseSchema } from '../shown-pause.ts';
import { answering, told } from '../told.ts';
import { toolSchema } from '../tool-schema.ts';
import { whatNow } from '../what-now.ts';

const description = `Ask a human a question with 2-5 answers to choose from, by SMS, e-mail, Slack, Telegram, WhatsApp or a link, before you do something that cannot be undone. Returns at once with a pause_id; nobody has answered then. Wait for the answer with poll_pause_request, and do nothing of what you asked about until a human has agreed. Ask whom the user named, by the channel they named. Calling again with the same arguments while the question is open asks nobody twice.`;

/** Claude Code names every tool call; a call it repeats has the same name. */
const toolUseId = 'claudecode/toolUseId';

/** Made once: over HTTP every request has a server of its own. */
const tool = {
  title: 'Ask a human',
  description,
  inputSchema: toolSchema(questionSchema),
  outputSchema: toldPauseSchema,
  annotations: {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: true,
  },
};

export function addCreatePauseRequest(server: McpServer, connection: Connection): void {
  server.registerTool('create_pause_request', tool, (question, { mcpReq: { signal, _meta } }) =>
    answering(async () => {
      const named = _meta?.[toolUseId];
      const callId = typeof named === 'string' && named !== '' ? named : undefined;
      const { pause, already } = await askOnce(connection, { question, callId, signal });
      const shown = showPause(pause);
      return told({ what_now: (already ? alreadyOpen : '') + whatNow(shown), ...shown });
    }),
  );
}

const alreadyOpen =
  'Exactly this was asked before and is still open: nobody was asked again, and one answer is for one action only. ';
