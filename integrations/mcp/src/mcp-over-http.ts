// The same tools over streamable HTTP: stateless, each request served with its caller's own key.
import { createMcpHandler } from '@modelcontextprotocol/server';
import { createPausePointMcp, type PausePointMcpOptions } from './create-pausepoint-mcp.ts';

export interface McpOverHttpOptions extends Omit<
  PausePointMcpOptions,
  'apiKey' | 'permissionPrompt'
> {
  /** A message that could not be served; its caller has been told. */
  readonly onError?: ((error: Error) => void) | undefined;
}

export interface McpOverHttp {
  /** @param apiKey checked already: whoever mounts this says who may come in */
  answer(request: Request, apiKey: string): Promise<Response>;
}

export function mcpOverHttp({ onError, ...options }: McpOverHttpOptions): McpOverHttp {
  const handler = createMcpHandler(
    ({ authInfo }) => createPausePointMcp({ ...options, apiKey: authInfo!.token })(),
    { ...(onError && { onerror: onError }) },
  );
  return {
    answer: (request, apiKey) =>
      handler.fetch(request, { authInfo: { token: apiKey, clientId: 'pausepoint', scopes: [] } }),
  };
}
