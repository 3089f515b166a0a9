// Where the server is and who asks: from the environment, else as logged in; never from the command
// line, which others can read.
import { readLogin } from './saved-login.ts';
import { UsageError, type Terminal } from './terminal.ts';

export interface Connection {
  readonly apiKey: string;
  readonly url: string;
}

export const defaultUrl = 'http://localhost:3000';

/** A key goes to no other server than the one it was given for. */
export function readConnection(terminal: Pick<Terminal, 'env'>): Connection {
  const { PAUSEPOINT_API_KEY: apiKey, PAUSEPOINT_URL: url } = terminal.env;
  if (apiKey) return { apiKey, url: checkUrl(url || defaultUrl, 'PAUSEPOINT_URL') };
  const saved = readLogin(terminal);
  if (!saved) throw new UsageError(nobody);
  const { origin } = new URL(checkUrl(saved.url, 'The server you are logged in to'));
  if (url && new URL(checkUrl(url, 'PAUSEPOINT_URL')).origin !== origin) {
    throw new UsageError(
      `PAUSEPOINT_URL is ${url}, but you are logged in to ${saved.url}. Set PAUSEPOINT_API_KEY too.`,
    );
  }
  return saved;
}

/** @param name how whoever gave it calls it */
export function checkUrl(url: string, name: string): string {
  if (/^https?:\/\/[^/]/i.test(url) && URL.canParse(url)) {
    const { username, password } = new URL(url);
    if (username === '' && password === '') return url;
    throw new UsageError(`${name} has a user or a password in it; only a key is known there.`);
  }
  throw new UsageError(`${name} is no http(s) address: ${url}`);
}

const nobody = `PAUSEPOINT_API_KEY is not set, and nobody is logged in. Put your key there (a local
server shows its keys with \`npm run keys\`), and the server’s address into PAUSEPOINT_URL unless it
is on this machine; or keep both for good:

  npx pausepoint login

  export PAUSEPOINT_API_KEY=pp_test_…
  export PAUSEPOINT_URL=https://pausepoint.example.com`;
