// One factory for both transports and both eras of the protocol: the server with its five tools.
import { McpServer } from '@modelcontextprotocol/server';
import { createConnection, type ConnectionOptions } from './connection.ts';
import { instructions } from './instructions.ts';
import { addCancelPauseRequest } from './tools/cancel-pause-request.ts';
import { addCreatePauseRequest } from './tools/create-pause-request.ts';
import { addGetAuditLog } from './tools/get-audit-log.ts';
import { addListPauseRequests } from './tools/list-pause-requests.ts';
import { addPollPauseRequest } from './tools/poll-pause-request.ts';
import { addPermissionPrompt, type PermissionPrompt } from './tools/permission-prompt.ts';
import { version } from './version.ts';

/** Where a PausePoint of one's own is, as the client has it too. */
const DEFAULT_URL = 'http://localhost:3000';

/** The name by which the configurations know it. */
export const serverName = 'pausepoint';

export interface PausePointMcpOptions extends ConnectionOptions {
  /** Offers `permission_prompt` too, which Claude Code asks instead of its own prompt. */
  readonly permissionPrompt?: PermissionPrompt | undefined;
}

/**
 * ```ts
 * serveStdio(createPausePointMcp({ apiKey, now: () => new Date() }));
 * ```
 */
export function createPausePointMcp({
  permissionPrompt,
  ...options
}: PausePointMcpOptions): () => McpServer {
  const connection = createConnection(options);
  const { apiKey, url = DEFAULT_URL } = options;
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
    if (permissionPrompt) addPermissionPrompt(server, { url, apiKey }, permissionPrompt);
    return server;
  };
}
