// `pausepoint poll`: what became of a question, or the rest of the wait for it.
import { pausepoint } from '../client.ts';
import { isSettled } from '../pauses.ts';
import { readConnection } from './connection.ts';
import { exitCodes, exitCodesHelp } from './exit-codes.ts';
import { follow } from './follow.ts';
import { flag, misused, onlyOne, readOptions, text } from './read-options.ts';
import type { Command } from './run-command.ts';
import { tellOutcome } from './tell-outcome.ts';

const help = `Tells what became of a question, and with --wait stays until it has an end.

  npx pausepoint poll psr_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90
  npx pausepoint poll "$id" --wait && ./deploy.sh

  --wait           wait for the answer; Ctrl-C leaves the question open
  --ok <option>    the answer that means go, if it is not the first
  --json           print the whole pause

${exitCodesHelp}`;

export const poll: Command = {
  summary: 'tell what became of a question, or wait for it',
  help,
  async run(args, terminal) {
    const { values, positionals } = readOptions('poll', args, { wait: flag, ok: text, json: flag });
    const id = onlyOne('poll', positionals, 'pause: psr_…');
    const client = pausepoint(readConnection(terminal));
    const pause = await client.pauses.get(id, { signal: terminal.signal });
    const { wait = false, json = false, ok = pause.options[0]! } = values;
    if (!pause.options.includes(ok)) {
      throw misused('poll', `--ok wants one of its options: ${pause.options.join(', ')}`);
    }
    if (!wait && !isSettled(pause)) {
      tellOutcome(pause, json, terminal);
      return exitCodes.pending;
    }
    return follow(pause, { client, ok, json, withdraw: false }, terminal);
  },
};
