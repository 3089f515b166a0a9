// `pausepoint list`: questions, newest first, one a line.
import type { Channel, Pause, PauseStatus } from '@pausepoint/contract/wire';
import { pausepoint } from '../client.ts';
import { readConnection } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import { flag, misused, readOptions, text } from './read-options.ts';
import type { Command } from './run-command.ts';
import { oneLine, safeJson } from './terminal.ts';

const help = `Lists questions of your key’s mode, newest first.

  npx pausepoint list --status pending
  npx pausepoint list --limit 100 --json | jq -r .pause_id

  --status <status>    pending, responded, timed_out or cancelled
  --channel <name>     only those asked first by sms, email, slack, telegram, whatsapp or link
  --run-id <id>        only those with this agent.run_id
  --since <time>       only those asked since, such as 2026-11-22T09:00:00Z
  --limit <n>          how many at most; 20 unless told, more than 100 takes several requests
  --json               print each pause, one a line`;

const known = {
  ...{ status: text, channel: text, 'run-id': text, since: text, limit: text, json: flag },
} as const;

export const list: Command = {
  summary: 'list questions, newest first',
  help,
  async run(args, terminal) {
    const { values, positionals } = readOptions('list', args, known);
    if (positionals.length > 0) throw misused('list', 'It takes options only.');
    const limit = Number(values.limit ?? 20);
    if (!(Number.isInteger(limit) && limit > 0)) throw misused('list', '--limit wants a number.');
    const { pauses } = pausepoint(readConnection(terminal));
    const filter = {
      // The server says what is wrong with a word that is none of its own.
      status: values.status as PauseStatus | undefined,
      channel: values.channel as Channel | undefined,
      run_id: values['run-id'],
      created_after: values.since,
      limit: Math.min(limit, 100),
    };
    const { out, signal } = terminal;
    let left = limit;
    for await (const pause of pauses.iterate(filter, { signal })) {
      out(values.json ? safeJson(pause) : lineOf(pause));
      if (--left === 0) break;
    }
    return exitCodes.done;
  },
};

function lineOf(pause: Pause): string {
  const { pause_id, created_at, status, message, undeliverable } = pause;
  const choice = pause.human_decided ? `: ${oneLine(pause.response_choice ?? '')}` : '';
  const state = undeliverable ? 'undeliverable' : status + choice;
  return `${pause_id}  ${created_at.slice(0, 19)}Z  ${state.padEnd(22)}  ${oneLine(message ?? '(erased)', 60)}`;
}
