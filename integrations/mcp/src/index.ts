// PausePoint as an MCP server: the tools by which a model asks a human.
export const serverName = 'pausepoint';
