// What every running process needs: configuration, log, metrics, signals, an orderly end.
export { configured } from './configured.ts';
export { ConfigError, describeEnv, readEnv } from './env.ts';
export type { EnvVariable } from './env.ts';
export { flag, wholeNumber } from './env-types.ts';
export { auditEnv, retentionEnv } from './audit-env.ts';
export { databaseEnv } from './database-env.ts';
export { isLoopback, publicUrlEnv, readPublicUrl } from './public-url.ts';
export { createLog, logEnv, logLevels } from './log.ts';
export type { Log, LogLevel } from './log.ts';
export { createMetrics } from './metrics.ts';
export type { Metrics } from './metrics.ts';
export { createSignals } from './signals.ts';
export type { PauseRef, Signals } from './signals.ts';
export { gracefully } from './gracefully.ts';
export type { ShutdownStep } from './gracefully.ts';
