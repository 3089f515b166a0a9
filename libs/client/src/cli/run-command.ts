// Finds the command that was typed and runs it; every way it can fail is told in plain words.
import { PausePointError } from '../error.ts';
import { listen } from './listen.ts';
import { exitCodes, UsageError, type Terminal } from './terminal.ts';
import { verify } from './verify.ts';

export interface Command {
  readonly summary: string;
  /** What `pausepoint <command> --help` prints. */
  readonly help: string;
  /** Its exit code. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
}

const commands: Readonly<Record<string, Command>> = { listen, verify };

const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 4;
const table = Object.entries(commands).map(
  ([name, { summary }]) => `  ${name.padEnd(width)}${summary}`,
);

export const help = `PausePoint: human approval for AI agents.

  npx pausepoint <command> [options]

${table.join('\n')}

  npx pausepoint <command> --help   tells all about a command

Environment:

  PAUSEPOINT_API_KEY   your key, pp_test_… or pp_live_…; needed, but not by verify
  PAUSEPOINT_URL       where the server is; default http://localhost:3000

It exits with 0 when it did what was asked, 1 when it could not, 2 when it was not understood;
verify has more to tell.`;

export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(help);
    return name === undefined ? exitCodes.misused : exitCodes.done;
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageError(`There is no command “${name}”: npx pausepoint --help`);
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.out(command.help);
      return exitCodes.done;
    }
    return await command.run(rest, terminal);
  } catch (error) {
    return tell(error, terminal);
  }
}

/** Stopped by Ctrl-C is as asked. */
function tell(error: unknown, { err, signal }: Terminal): number {
  if (signal.aborted) return exitCodes.done;
  if (error instanceof UsageError) {
    err(error.message);
    return exitCodes.misused;
  }
  if (!(error instanceof PausePointError)) throw error;
  err(error.requestId ? `${error.message} (request ${error.requestId})` : error.message);
  return exitCodes.failed;
}
