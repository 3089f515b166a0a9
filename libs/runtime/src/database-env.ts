// The variables every process needs that shares a PostgreSQL with others.
import { z } from 'zod';

export const databaseEnv = {
  DATABASE_URL: z.string().meta({
    description: 'PostgreSQL 15 or newer.',
    example: 'postgres://pausepoint:secret@localhost:5432/pausepoint',
  }),
  SECRET_KEY: z.string().min(32, { error: 'must be at least 32 characters' }).meta({
    description: 'Signs links and encrypts addresses; the same on every process. Keep it safe.',
    example: 'the output of: openssl rand -base64 32',
  }),
  SECRET_KEY_PREVIOUS: z.string().optional().meta({
    description: 'The secret before a change: still read, never written with.',
  }),
};
