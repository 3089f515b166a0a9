// The server, for whoever runs it: alone (main.ts) or beside the worker (standalone).
export { readServerConfig, serverEnv } from './config.ts';
export type { ServerConfig, SignUp } from './config.ts';
export { startServer } from './start-server.ts';
export type { RunningServer } from './start-server.ts';
export { createPasswordHasher } from './password.ts';
