// What was typed after `npm start --`, and what there is to type.
import { parseArgs } from 'node:util';
import { ConfigError } from '@pausepoint/runtime';

export type Command = 'start' | 'keys' | 'migrate' | 'doctor' | 'audit' | 'admin' | 'help';

export interface Arguments {
  readonly command: Command;
  /** What follows `audit` or `admin`. */
  readonly words: readonly string[];
  readonly json: boolean;
  readonly lan: boolean;
  readonly port: string | undefined;
}

export const usage = `PausePoint: human approval for AI agents.

  npm start                   API, pages, worker and database in one process
  npm start -- --lan          reachable from phones on this network, with a QR code of the inbox
  npm start -- --port 3001    another port than 3000
  npm run keys                show the API keys of this machine's developer
  npm run doctor              check settings, database, address and every channel, and say what to do
  npm run audit               tell which months of the audit log are archived, and whose log is held
  npm run audit -- help       tell how to hold a log, and to take a month back
  npm run admin               list developers with their usage; plans, disabling, resets, invitations
  npm run admin -- help       tell how each of these is done
  npm run migrate             bring the database up to date and stop
  npm run server              only API and pages, on the PostgreSQL at DATABASE_URL
  npm run worker              only the worker, beside such servers

Settings are environment variables or lines of .env; .env.example tells them all.
The ones that matter first:

  PORT           3000
  DATA_DIR       .data, where the database, its secret and the keys are kept
  DATABASE_URL   a PostgreSQL of your own instead of the built-in one; needs SECRET_KEY
  PUBLIC_URL     the https address people reach; until it is set, no message leaves this machine
`;

const commands: Readonly<Record<string, Command>> = {
  start: 'start',
  keys: 'keys',
  migrate: 'migrate',
  doctor: 'doctor',
  audit: 'audit',
  admin: 'admin',
  help: 'help',
};

export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const [name = 'start', ...rest] = positionals;
  const command = commands[name];
  const wordy = command === 'audit' || command === 'admin';
  if (!command || (rest.length > 0 && !wordy)) throw unknown(command ? rest[0]! : name);
  return {
    command: values.help ? 'help' : command,
    words: rest,
    json: values.json ?? false,
    lan: values.lan ?? false,
    port: values.port,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        lan: { type: 'boolean' },
        port: { type: 'string', short: 'p' },
      },
    });
  } catch (error) {
    throw new ConfigError(`${(error as Error).message}\nnpm start -- --help tells what there is.`);
  }
}

const unknown = (word: string): ConfigError =>
  new ConfigError(
    `“${word}” is nothing PausePoint knows. npm start -- --help tells what there is.`,
  );
