// A Messages API whose model wants one tool used, and says so until it hears what came of it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ToolUse {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface FakeModel {
  readonly url: string;
  /** All that it was told after the call: results, and whatever hooks added. */
  readonly heard: () => string;
  close(): void;
}

interface Block {
  readonly type: string;
}
interface Request {
  readonly messages: readonly { readonly content: string | readonly Block[] }[];
  readonly tools?: readonly unknown[];
}

export async function fakeModel(wanted: ToolUse): Promise<FakeModel> {
  let heard = '';
  const server = createServer((request, response) => {
    void readText(request).then((text) => {
      if (!/\/messages(\?|$)/.test(request.url!))
        return send(response, 'application/json', '{"input_tokens":1}');
      const { messages, tools = [] } = JSON.parse(text) as Request;
      const blocks = messages.flatMap(({ content }) =>
        typeof content === 'string' ? [] : content,
      );
      const isAnswered = blocks.some(({ type }) => type === 'tool_result');
      if (isAnswered) heard = JSON.stringify(messages);
      const block =
        isAnswered || tools.length === 0
          ? { type: 'text', text: 'Done.' }
          : { type: 'tool_use', id: 'toolu_01', ...wanted };
      send(response, 'text/event-stream', asEvents(block));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part as string;
  return text;
}

const send = (response: ServerResponse, type: string, body: string): void =>
  void response.writeHead(200, { 'Content-Type': type }).end(body);

function asEvents(block: { type: string; text?: string; input?: unknown }): string {
  const usage = { input_tokens: 1, output_tokens: 1 };
  const isText = block.type === 'text';
  const message = { type: 'message', role: 'assistant', model: 'fake', id: 'msg_1', content: [] };
  const delta = isText
    ? { type: 'text_delta', text: block.text }
    : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) };
  const events = [
    {
      type: 'message_start',
      message: { ...message, stop_reason: null, stop_sequence: null, usage },
    },
    {
      type: 'content_block_start',
      index: 0,
      content_block: isText ? { ...block, text: '' } : { ...block, input: {} },
    },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: isText ? 'end_turn' : 'tool_use', stop_sequence: null },
      usage,
    },
    { type: 'message_stop' },
  ];
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}
