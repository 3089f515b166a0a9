// Server, worker and database in one process, for tests and examples that need a whole PausePoint.
export { readStandaloneConfig, standaloneEnv } from './config.ts';
export type { StandaloneConfig } from './config.ts';
export { startStandalone } from './start-standalone.ts';
export type { Standalone, StandaloneParts } from './start-standalone.ts';
export type { LocalKeys } from './local-keys.ts';
