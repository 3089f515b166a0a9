// A chat model behind OpenAI's API that plays its script: calls of tools first, then words.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Call {
  readonly tool: string;
  readonly arguments: object;
}

export interface Model {
  readonly url: string;
  /** The results of tools it was told, oldest first. */
  readonly heard: string[];
  /** What it will say from now on: one call a turn, then that it is done. */
  plays(calls: readonly Call[]): void;
  /** The tools it was offered last. */
  tools(): readonly { readonly function: { readonly name: string; readonly parameters: object } }[];
  close(): void;
}

interface Turn {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly tools?: ReturnType<Model['tools']>;
  readonly stream?: boolean;
}

export async function startModel(): Promise<Model> {
  let script: readonly Call[] = [];
  let offered: ReturnType<Model['tools']> = [];
  let calls = 0;
  const heard: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { messages, tools = [], stream } = JSON.parse(body) as Turn;
      const results = messages.filter(({ role }) => role === 'tool');
      heard.splice(0, heard.length, ...results.map(({ content }) => JSON.stringify(content)));
      offered = tools;
      const call = script[results.length];
      const message = call ? calling(call, ++calls) : { role: 'assistant', content: 'Done.' };
      const finish_reason = call ? 'tool_calls' : 'stop';
      const answer = { id: 'chatcmpl-1', created: 0, model: 'scripted' };
      const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
      if (stream) {
        const chunk = { index: 0, delta: message, finish_reason };
        const line = JSON.stringify({
          ...answer,
          object: 'chat.completion.chunk',
          choices: [chunk],
        });
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        return response.end(`data: ${line}\n\ndata: [DONE]\n\n`);
      }
      const choices = [{ index: 0, message, finish_reason }];
      response.writeHead(200, { 'Content-Type': 'application/json' });
      return response.end(JSON.stringify({ ...answer, object: 'chat.completion', choices, usage }));
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    heard,
    plays(calls) {
      script = calls;
      heard.length = 0;
    },
    tools: () => offered,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const calling = (call: Call, number: number) => ({
  role: 'assistant',
  content: null,
  tool_calls: [
    {
      index: 0,
      id: `call_${number}`,
      type: 'function',
      function: { name: call.tool, arguments: JSON.stringify(call.arguments) },
    },
  ],
});
