// A door before a server, which lets everything through, notes it, and fails when it is told to.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { alone } from './n8n.ts';

export interface Passage {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** What came back; 0 where the door let nothing through. */
  readonly status: number;
}

/** - `refuse`: 503, nothing gets through. `lose`: it gets through, and the answer is lost. */
export type Fate = 'pass' | 'refuse' | 'lose';

export interface Door {
  readonly url: string;
  readonly passages: readonly Passage[];
  /** From now on. */
  decide(fate: (method: string, path: string) => Fate): void;
  close(): void;
}

const untold = new Set(['connection', 'host', 'content-length', 'transfer-encoding']);

export async function openDoor(to: () => string): Promise<Door> {
  const passages: Passage[] = [];
  let decide: (method: string, path: string) => Fate = () => 'pass';
  const server = createServer((request, response) => {
    const { method = 'GET', url: path = '/' } = request;
    void (async () => {
      const body = await buffer(request);
      const named = Object.entries(request.headers).filter(([name]) => !untold.has(name));
      const headers = { ...(Object.fromEntries(named) as Record<string, string>), ...alone };
      const note = (status: number) => passages.push({ method, path, headers, body, status });
      const fate = decide(method, path);
      if (fate === 'refuse') {
        note(0);
        return response.writeHead(503).end();
      }
      const sent = body.length > 0 ? { body } : {};
      const answer = await fetch(`${to()}${path}`, {
        method,
        headers,
        redirect: 'manual',
        ...sent,
      });
      const text = Buffer.from(await answer.arrayBuffer());
      note(answer.status);
      if (fate === 'lose') return response.destroy();
      const type = answer.headers.get('content-type');
      response.writeHead(answer.status, type ? { 'Content-Type': type } : {});
      return response.end(text);
    })().catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passages,
    decide(next) {
      decide = next;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
