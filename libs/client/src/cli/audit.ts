// `pausepoint audit`: reads the audit log, or exports it as it can be verified.
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { AuditEvent, AuditEventType } from '@pausepoint/contract/wire-account';
import type { AuditLog } from '../audit-log.ts';
import { pausepoint } from '../client.ts';
import { readConnection } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import { flag, misused, readOptions, text } from './read-options.ts';
import type { Command } from './run-command.ts';
import { oneLine, safeJson, UsageError, type Terminal } from './terminal.ts';

const help = `Reads the audit log of your key’s mode, newest first. It takes a key of role admin.

  npx pausepoint audit --pause psr_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90
  npx pausepoint audit --type pause.responded --from 2026-11-01 --json

  npx pausepoint audit --checkpoint > checkpoint.txt     take the checkpoint first,
  npx pausepoint audit --export export.ndjson            then all of it, oldest first
  npx pausepoint verify export.ndjson --checkpoint checkpoint.txt --key jwks.json

  --pause <id>, --type <event>, --actor <developer, human or system>, --from <time>, --to <time>
                     only these
  --limit <n>        how many at most; 20 unless told
  --json             print each event, one a line
  --export <file>    write everything there; a name that ends in .csv gets a spreadsheet’s form
  --checkpoint       print the signed head of the log`;

const known = {
  ...{ pause: text, type: text, actor: text, from: text, to: text, limit: text },
  ...{ json: flag, export: text, checkpoint: flag },
} as const;

export const audit: Command = {
  summary: 'read or export the audit log',
  help,
  async run(args, terminal) {
    const { values, positionals } = readOptions('audit', args, known);
    if (positionals.length > 0) throw misused('audit', 'It takes options only.');
    const limit = Number(values.limit ?? 20);
    if (!(Number.isInteger(limit) && limit > 0)) throw misused('audit', '--limit wants a number.');
    const { audit: log } = pausepoint(readConnection(terminal));
    const { signal } = terminal;
    const filter = {
      pause_id: values.pause,
      // The server says what is wrong with a word that is none of its own.
      event_type: values.type as AuditEventType | undefined,
      actor: values.actor as AuditEvent['actor'] | undefined,
      from: values.from,
      to: values.to,
    };
    if (values.checkpoint) terminal.out((await log.checkpoint({ signal })).trimEnd());
    else if (values.export !== undefined) await write(log, values.export, filter, terminal);
    else await print(log, { ...filter, limit }, values.json ?? false, terminal);
    return exitCodes.done;
  },
};

async function print(
  log: AuditLog,
  { limit, ...filter }: Parameters<AuditLog['list']>[0] & { readonly limit: number },
  json: boolean,
  { out, signal }: Terminal,
): Promise<void> {
  let left = limit;
  for await (const event of log.iterate({ ...filter, limit: Math.min(limit, 100) }, { signal })) {
    out(json ? safeJson(event) : lineOf(event));
    if (--left === 0) break;
  }
}

function lineOf({ created_at, sequence, event_type, actor, pause_id }: AuditEvent): string {
  const place = sequence === null ? 'unsealed' : `#${sequence}`;
  return [created_at, place.padEnd(8), event_type.padEnd(26), actor.padEnd(9), pause_id ?? '']
    .join('  ')
    .trimEnd();
}

/** A file with that name is the whole log, or is not there. */
async function write(
  log: AuditLog,
  file: string,
  filter: object,
  { err, signal }: Terminal,
): Promise<void> {
  const format = file.toLowerCase().endsWith('.csv') ? 'csv' : 'ndjson';
  const body = await log.export({ ...filter, format }, { signal });
  const partial = `${file}.part`;
  try {
    await pipeline(body, createWriteStream(partial), { signal });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    signal.throwIfAborted();
    throw new UsageError(`${file} was not written: ${oneLine((error as Error).message)}`);
  }
  err(`Written to ${file}`);
}
