// Finds the command that was typed and runs it; every way it can fail is told in plain words.
import { PausePointError } from '../error.ts';
import { version } from '../version.ts';
import { ask } from './ask.ts';
import { audit } from './audit.ts';
import { cancel } from './cancel.ts';
import { exitCodes } from './exit-codes.ts';
import { list } from './list.ts';
import { listen } from './listen.ts';
import { login, logout } from './login.ts';
import { poll } from './poll.ts';
import { oneLine, UsageError, type Terminal } from './terminal.ts';
import { verify } from './verify.ts';

export interface Command {
  readonly summary: string;
  /** What `pausepoint <command> --help` prints. */
  readonly help: string;
  /** Its exit code. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
}

const commands: Readonly<Record<string, Command>> = {
  ...{ ask, poll, list, cancel, listen, audit, verify, login, logout },
};

const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 4;
const table = Object.entries(commands).map(
  ([name, { summary }]) => `  ${name.padEnd(width)}${summary}`,
);

export const help = `PausePoint: human approval for AI agents.

  npx pausepoint ask "Deploy build 4712?" --to +15550100 --options Deploy,Abort && ./deploy.sh

${table.join('\n')}

  npx pausepoint <command> --help   tells all about a command
  npx pausepoint --version          tells which one this is

Environment:

  PAUSEPOINT_API_KEY   your key, pp_test_… or pp_live_…; needed unless you log in, but not by verify
  PAUSEPOINT_URL       where the server is; default http://localhost:3000

It ends with

         ask, poll                          verify                    the others
  0      a human chose the first option     all of it is proven       done
         or the one named by --ok
  1      a human chose another option       it was tampered with
  2      nobody decided                     it can’t be told
  3      it failed or was not understood    it was not understood     it failed or was not understood
  4      the question is still open`;

/** What is told whatever the environment. */
const tellings: ReadonlyMap<string, string> = new Map([
  ...['help', '--help', '-h'].map((name) => [name, help] as const),
  ...['version', '--version', '-v'].map((name) => [name, version] as const),
]);

/** Beside anything else it may be what a variable held: no script goes on by that. */
const alone = (others: readonly string[]): number =>
  others.length === 0 ? exitCodes.done : exitCodes.misused;

export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    terminal.out(help);
    return exitCodes.misused;
  }
  const told = tellings.get(name);
  if (told !== undefined) {
    terminal.out(told);
    return alone(rest);
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageError(`There is no command “${name}”: npx pausepoint --help`);
    if (asksForHelp(rest)) {
      terminal.out(command.help);
      return alone(rest.slice(1));
    }
    return await command.run(rest, terminal);
  } catch (error) {
    return tell(error, terminal);
  }
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  return options.includes('--help') || options.includes('-h');
}

function tell(error: unknown, { err, signal }: Terminal): number {
  if (signal.aborted || (error instanceof Error && error.name === 'AbortError')) {
    err('Interrupted.');
    return exitCodes.failed;
  }
  if (error instanceof UsageError) {
    sayLines(error.message, err);
    return exitCodes.misused;
  }
  if (!(error instanceof PausePointError)) throw error;
  const said = error.message + (error.requestId ? ` (request ${error.requestId})` : '');
  sayLines(said, err);
  return exitCodes.failed;
}

/** Whatever was typed or answered stands in it. */
function sayLines(text: string, err: Terminal['err']): void {
  for (const line of text.split('\n')) err(oneLine(line, 1_000));
}
