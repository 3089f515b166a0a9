// A private PostgreSQL server owned by this Node process: no TCP port, durable, never run by root.
export { findRunningPostgres } from './find-running-postgres.ts';
export { startEmbeddedPostgres } from './start-embedded-postgres.ts';
export type { EmbeddedOptions, EmbeddedPostgres } from './start-embedded-postgres.ts';
export { startTemporaryPostgres } from './start-temporary-postgres.ts';
