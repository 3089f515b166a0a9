// The shapes of `/api/pause`: camelCase, as its callers know them.
import { z } from 'zod';
import { contextJsonSchema } from './context.ts';
import { count, id, instant, text } from './fields.ts';

export const watchStatuses = ['pending', 'approved', 'rejected', 'expired', 'cancelled'] as const;
export type WatchStatus = (typeof watchStatuses)[number];

/** A list is counted, and paged through, no further than this. */
export const farthestWatch = 10_000;

/** A second. */
const SHORTEST_HOURS = 1 / 3_600;

export const createWatchSchema = z
  .strictObject({
    action: text(1, 2_000).meta({
      description: 'What the agent wants to do, as the human reads it.',
      example: 'Deploy to production (v2.4.1)',
    }),
    context: z
      .unknown()
      .optional()
      .meta({
        description: 'Facts shown beside the action; they come back as the same JSON text.',
        override: contextJsonSchema,
        example: { environment: 'prod', commit: 'a3f9b2e' },
      }),
    webhookUrl: z.string().nullable().optional().meta({
      description:
        'Is sent what `GET /api/pause/{id}` answers once it is decided, signed with your default secret.',
      default: null,
      example: 'https://example.com/hooks/pausepoint',
    }),
    expiresInHours: z.number().min(SHORTEST_HOURS).optional().meta({
      description:
        'Hours until it expires, a fraction if you like: a second at least, clamped to the longest allowed.',
      default: 24,
    }),
  })
  .meta({ id: 'CreateWatch' });

export const watchQuerySchema = z.strictObject({
  status: z.enum(watchStatuses).optional(),
  limit: count(1, 100, 50).meta({ description: 'How many, 1-100.' }),
  offset: count(0, farthestWatch - 1, 0).meta({ description: 'How many of the newest to skip.' }),
});

export const approveSchema = z
  .strictObject({
    decision: z.enum(['approved', 'rejected']),
    comment: text(0, 2_000).nullable().optional().meta({ default: null }),
  })
  .meta({ id: 'DecideWatch' });

const status = z.enum(watchStatuses).meta({
  description: '`approved` only if a human approved: silence is `expired`.',
});

export const newWatchSchema = z
  .object({ watchId: id('watch'), statusUrl: z.string(), status })
  .meta({ id: 'NewWatch' });

export const watchSchema = z
  .object({
    watchId: id('watch'),
    status,
    createdAt: instant,
    resolvedAt: instant.nullable(),
    comment: z.string().nullable().meta({ description: 'What the human wrote beside it.' }),
    agentContext: z.object({
      action: z.string().nullable().meta({ description: 'Null once personal data was erased.' }),
      context: z.unknown().meta({ description: 'As you gave it.' }),
    }),
  })
  .meta({ id: 'Watch' });

export const watchListSchema = z
  .object({
    pauses: z.array(watchSchema),
    total: z.int().meta({ description: `Counted no further than ${farthestWatch}.` }),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'WatchList' });
