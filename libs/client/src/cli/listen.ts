// `pausepoint listen`: follows the feed of events, prints and forwards them, until Ctrl-C.
import type { WebhookEvent } from '@pausepoint/contract/wire';
import { eventCall } from '../events.ts';
import { isPassing, sender, sleep, type Send } from '../request.ts';
import { readConnection } from './connection.ts';
import { eventLine } from './event-line.ts';
import { readTextPage, type TextPage } from './event-texts.ts';
import { forwardEvent } from './forward-event.ts';
import { listenHelp, readListenOptions, type ListenOptions } from './listen-options.ts';
import type { Command } from './run-command.ts';
import { exitCodes } from './exit-codes.ts';
import { oneLine, type Terminal } from './terminal.ts';

const holdSeconds = 55;
const longestPauseSeconds = 5;

export const listen: Command = {
  summary: 'show events as they happen, and forward them to a program of yours',
  help: listenHelp,
  async run(args, terminal) {
    const connection = readConnection(terminal);
    const options = readListenOptions(args, connection.apiKey);
    greet(connection.url, options, terminal);
    try {
      for await (const page of textPages(sender(connection), options, terminal)) {
        for (const text of page.texts) await hear(text, options, terminal);
      }
    } catch (error) {
      // Stopped by Ctrl-C is as asked.
      if (!terminal.signal.aborted) throw error;
    }
    return exitCodes.done;
  },
};

function greet(url: string, { forward, secret, after }: ListenOptions, { err }: Terminal): void {
  err(`Listening to ${url}, ${after ? 'from now on' : 'from the start'}. Ctrl-C ends it.`);
  if (forward) err(`Forwarding to ${forward}, signed with ${secret}`);
}

async function hear(text: string, options: ListenOptions, terminal: Terminal): Promise<void> {
  const { forward: url, secret, json } = options;
  const event = JSON.parse(text) as WebhookEvent;
  terminal.out(json ? text : eventLine(event));
  if (!url) return;
  const said = await forwardEvent(text, event, { url, secret }, terminal);
  (json ? terminal.err : terminal.out)(`  ${said}`);
}

/** Goes on behind its cursor, however often and long the server is away. */
async function* textPages(
  send: Send,
  { types, runId: run_id, ...options }: ListenOptions,
  { err, signal }: Terminal,
): AsyncGenerator<TextPage> {
  let after: string | undefined = options.after;
  for (let failures = 0; ;) {
    // With `latest` the cursor must be known before any waiting can be interrupted.
    const wait = after === 'latest' ? 0 : holdSeconds;
    const call = eventCall({ after, types, run_id, limit: 100 }, wait, signal);
    try {
      const page = await send<TextPage>({ ...call, read: readTextPage, retries: 0 });
      if (failures > 0) err('Back again.');
      failures = 0;
      after = page.next_cursor;
      yield page;
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error)) throw error;
      if (failures++ === 0) err(`${oneLine((error as Error).message)}. Trying again …`);
      await sleep(Math.min(0.125 * 2 ** failures, longestPauseSeconds), signal);
    }
  }
}
