// `pausepoint cancel`: withdraws a question.
import { pausepoint } from '../client.ts';
import { readConnection } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import { flag, onlyOne, readOptions } from './read-options.ts';
import type { Command } from './run-command.ts';
import { tellOutcome } from './tell-outcome.ts';

const help = `Withdraws a question that nobody has answered yet.

  npx pausepoint cancel psr_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90

  --json    print the whole pause

It ends with 0 when the question is withdrawn, also if it was before; 3 when it was too late.`;

export const cancel: Command = {
  summary: 'withdraw a question',
  help,
  async run(args, terminal) {
    const { values, positionals } = readOptions('cancel', args, { json: flag });
    const id = onlyOne('cancel', positionals, 'pause: psr_…');
    const { pauses } = pausepoint(readConnection(terminal));
    const pause = await pauses.cancel(id, { signal: terminal.signal });
    tellOutcome(pause, values.json ?? false, terminal);
    return exitCodes.done;
  },
};
