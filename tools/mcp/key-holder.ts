// A door before /mcp that brings the API key along, for programs that can't send one.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface KeyHolder {
  readonly url: string;
  close(): void;
}

/** Everything else goes through as it came; what names this door in `Host` and `Origin` names theirs. */
export async function keyHolder(to: string, apiKey: string): Promise<KeyHolder> {
  const { hostname, port } = new URL(to);
  const ownPort = (): number => (server.address() as AddressInfo).port;
  const server = createServer((asked, answer) => {
    const { method, url: path, headers: given } = asked;
    const named = (address: string | undefined) => address?.replace(`:${ownPort()}`, `:${port}`);
    const headers = { ...given, host: named(given.host), authorization: `Bearer ${apiKey}` };
    if (given.origin) headers.origin = named(given.origin)!;
    const onward = request({ hostname, port, path, method, headers }, (response) => {
      answer.writeHead(response.statusCode!, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${ownPort()}/mcp`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
