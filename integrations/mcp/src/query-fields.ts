// What the lists can be asked for.
import { z } from 'zod';

export const instant = z.iso
  .datetime({ offset: true })
  .describe('ISO 8601 with a zone, as 2026-05-08T14:00:00Z.');

export const page = {
  limit: z.int().min(1).max(100).default(20).describe('How many, 1-100.'),
  cursor: z.string().optional().describe('The next_cursor of the page before.'),
} as const;
