// PausePoint as an MCP server: the tools by which a model asks a human.
export { createPausePointMcp, serverName } from './create-pausepoint-mcp.ts';
export type { PausePointMcpOptions } from './create-pausepoint-mcp.ts';
export { mcpOverHttp } from './mcp-over-http.ts';
export type { McpOverHttp, McpOverHttpOptions } from './mcp-over-http.ts';
