// One factory for both transports and both eras of the protocol: the server with its five tools.
import { McpServer } from '@modelcontextprotocol/server';
import { createConnection, type ConnectionOptions } from './connection.ts';
import { instructions } from './instructions.ts';
import { addCancelPauseRequest } from './tools/cancel-pause-request.ts';
import { addCreatePauseRequest } from './tools/create-pause-request.ts';
import { addGetAuditLog } from './tools/get-audit-log.ts';
import { addListPauseRequests } from './tools/list-pause-requests.ts';
import { addPollPauseRequest } from './tools/poll-pause-request.ts';
import { version } from './version.ts';

/** The name by which the configurations know it. */
export const serverName = 'pausepoint';

export type PausePointMcpOptions = ConnectionOptions;

/**
 * ```ts
 * serveStdio(createPausePointMcp({ apiKey, now: () => new Date() }));
 * ```
 */
export function createPausePointMcp(options: PausePointMcpOptions): () => McpServer {
  const connection = createConnection(options);
  return () => {
    const server = new McpServer(
      {
        name: serverName,
        title: 'PausePoint',
        version,
        description: 'Ask a human before what cannot be undone, and wait for the answer.',
      },
      { capabilities: { tools: { listChanged: false } }, instructions },
    );
    addCreatePauseRequest(server, connection);
    addPollPauseRequest(server, connection);
    addCancelPauseRequest(server, connection);
    addListPauseRequests(server, connection);
    addGetAuditLog(server, connection);
    return server;
  };
}
