// `pausepoint login` and `logout`: keep a server and a key, so that nobody has to set them.
import { pausepoint } from '../client.ts';
import { checkUrl, defaultUrl } from './connection.ts';
import { exitCodes } from './exit-codes.ts';
import { misused, readOptions, text } from './read-options.ts';
import type { Command } from './run-command.ts';
import { forgetLogin, loginFile, readLogin, writeLogin } from './saved-login.ts';
import { oneLine, UsageError, type Terminal } from './terminal.ts';

const help = `Keeps a server and a key for later commands, once the server knows the key.

  npx pausepoint login                                         asks for both
  npx pausepoint login --url https://pausepoint.example.com < key.txt

  --url <address>    the server; asked for when left out, http://localhost:3000 when not answered

The key is typed unseen, or comes from standard input; it is never given on the command line, which
others on this machine can read. It is kept in $XDG_CONFIG_HOME/pausepoint/config.json, readable by
you alone. PAUSEPOINT_API_KEY, where it is set, comes first. npx pausepoint logout forgets it.`;

export const login: Command = {
  summary: 'keep a server and a key for later commands',
  help,
  async run(args, terminal) {
    const { values, positionals } = readOptions('login', args, { url: text });
    if (positionals.length > 0) {
      throw misused('login', 'A key is not given on the command line, where others can read it.');
    }
    const url = checkUrl(values.url ?? (await askUrl(terminal)), 'The server');
    const apiKey = (await inputOf(terminal).secret(`Key for ${url} (not shown): `)).trim();
    if (apiKey === '') throw misused('login', 'No key came.');
    const me = await pausepoint({ apiKey, url }).me({ signal: terminal.signal });
    const file = writeLogin(terminal, { url, apiKey });
    terminal.err(
      `${oneLine(me.name)}, ${me.mode ?? 'every'} mode, role ${me.role}. Kept in ${file}`,
    );
    if (terminal.env['PAUSEPOINT_API_KEY']) {
      terminal.err('PAUSEPOINT_API_KEY is set, and comes first as long as it is.');
    }
    return exitCodes.done;
  },
};

export const logout: Command = {
  summary: 'forget what login kept',
  help: `Forgets the server and the key that npx pausepoint login kept. The key itself stays valid:
revoke it where you made it.`,
  run(args, terminal) {
    const { positionals } = readOptions('logout', args, {});
    if (positionals.length > 0) throw misused('logout', 'It takes nothing.');
    forgetLogin(terminal);
    terminal.err(`${loginFile(terminal)} is gone.`);
    return Promise.resolve(exitCodes.done);
  },
};

const inputOf = ({ input }: Terminal) => {
  if (input) return input;
  throw new UsageError('There is nobody to ask.');
};

async function askUrl(terminal: Terminal): Promise<string> {
  const known = knownUrl(terminal);
  if (!inputOf(terminal).isTerminal) return known;
  return (await inputOf(terminal).line(`Server [${known}]: `)).trim() || known;
}

function knownUrl(terminal: Terminal): string {
  if (terminal.env['PAUSEPOINT_URL']) return terminal.env['PAUSEPOINT_URL'];
  try {
    return readLogin(terminal)?.url ?? defaultUrl;
  } catch {
    return defaultUrl;
  }
}
