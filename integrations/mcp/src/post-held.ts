// A POST that may be held for as long as a human takes: `fetch` gives up after five minutes.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface HeldPost {
  readonly url: URL;
  readonly apiKey: string;
  /** JSON. */
  readonly body: string;
  readonly signal: AbortSignal;
}

/** The body of a 200; whatever else comes, or nothing, rejects. */
export function postHeld({ url, apiKey, body, signal }: HeldPost): Promise<string> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' };
    const asked = request(url, { method: 'POST', headers, signal }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, complete } = response;
        if (statusCode === 200 && complete) resolve(Buffer.concat(parts).toString('utf8'));
        else reject(new Error(`PausePoint answered ${statusCode}`));
      });
    });
    asked.on('socket', (socket) => socket.setKeepAlive(true, 30_000));
    asked.on('error', reject);
    asked.end(body);
  });
}
