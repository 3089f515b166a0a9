// `pausepoint ask`: a question from a shell, whose exit code is the answer.
import type { Pause } from '@pausepoint/contract/wire';
import { pausepoint } from '../client.ts';
import { askHelp } from './ask-help.ts';
import { readAskOptions } from './ask-options.ts';
import { readConnection } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import { follow } from './follow.ts';
import { readText } from './open-file.ts';
import type { Command } from './run-command.ts';
import { oneLine, safeJson, type Terminal } from './terminal.ts';

export const ask: Command = {
  summary: 'ask a human and wait; a yes is exit code 0',
  help: askHelp,
  async run(args, terminal) {
    const usual = (terminal.env['PAUSEPOINT_TO'] ?? '').split('\n').map((one) => one.trim());
    const piped = () => orInterrupted(readText('-'), terminal.signal);
    const options = await readAskOptions(args, piped, usual.filter(Boolean));
    const { idempotencyKey, json, detach, keep } = options;
    const connection = readConnection(terminal);
    const client = pausepoint(connection);
    terminal.signal.throwIfAborted();
    // Not to be interrupted: who has asked must know it, to withdraw it.
    const pause = await client.pauses.create(options.question, { idempotencyKey });
    tellAsked(pause, connection.url, terminal);
    if (detach && pause.status === 'pending') {
      terminal.out(json ? safeJson(pause) : pause.pause_id);
      return exitCodes.pending;
    }
    const ok = pause.options[options.ok]!;
    return follow(pause, { client, ok, json, withdraw: !keep }, terminal);
  },
};

/** A pipe may never end. */
function orInterrupted<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    void reading.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function tellAsked(pause: Pause, url: string, { err, live }: Terminal): void {
  const whom = pause.recipients.map(({ channel, name, recipient }) =>
    [channel, name ?? recipient].filter(Boolean).join(' '),
  );
  err(`Asked ${oneLine(whom.join(', '))}: ${oneLine(pause.message ?? '')} (${pause.pause_id})`);
  if (pause.status !== 'pending') return;
  if (pause.channel === 'link') {
    // Whoever holds it can answer: it has no place in a log that others read.
    err(live ? `Hand this over: ${pause.respond_url}` : 'The link to hand over is in --json.');
  } else if (pause.mode === 'test') {
    err(`Sandboxed, nothing is sent: ${new URL('/inbox', url).href} shows the message.`);
  }
}
