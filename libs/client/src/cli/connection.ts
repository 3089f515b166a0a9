// Where the server is and who asks: from the environment, never from the command line others can read.
import { UsageError, type Terminal } from './terminal.ts';

export interface Connection {
  readonly apiKey: string;
  readonly url: string;
}

export function readConnection({ env }: Terminal): Connection {
  const apiKey = env['PAUSEPOINT_API_KEY'];
  const url = env['PAUSEPOINT_URL'] || 'http://localhost:3000';
  if (!apiKey) {
    throw new UsageError(
      'PAUSEPOINT_API_KEY is not set. Put your key there (a local server shows its keys with\n' +
        '`npm run keys`), and the server’s address into PAUSEPOINT_URL unless it is on this machine:\n\n' +
        '  export PAUSEPOINT_API_KEY=pp_test_…\n' +
        '  export PAUSEPOINT_URL=https://pausepoint.example.com',
    );
  }
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) {
    throw new UsageError(`PAUSEPOINT_URL is no http(s) address: ${url}`);
  }
  return { apiKey, url };
}
