// The least sending a webhook can be: a loop of POSTs over kept connections, as many at once as ours.
import { Agent, request } from 'node:http';
import { onWord, serve } from './serve.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

const post = (url: string, id: string, body: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'webhook-id': id,
    };
    request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    })
      .on('error', reject)
      .end(body);
  });

onWord(async (word) => {
  const { url, many, body } = JSON.parse(word) as { url: string; many: number; body: string };
  let made = 0;
  const work = async (): Promise<void> => {
    while (made < many) await post(url, `bare_${made++}`, body);
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return 'sent';
});
serve((_, response) => response.end());
