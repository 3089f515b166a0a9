// Where a list goes on: opaque to the caller, the last row's id to us.
import { z } from 'zod';

/** The cursor that follows the row with this id. */
export const encodeCursor = (id: string): string =>
  Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');

/** The id inside, or undefined for anything we did not make. */
export function decodeCursor(cursor: string): string | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== 16 || bytes.toString('base64url') !== cursor) return undefined;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The page to show, and the cursor of the next: ask the store for one row more than `limit`. */
export function pageOf<T extends { readonly id: string }>(
  rows: readonly T[],
  limit: number,
): { readonly rows: readonly T[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: last && rows.length > limit ? encodeCursor(last.id) : null };
}

/** The query parameter, read as the id inside. */
export const cursor = z
  .string()
  .transform((value, context) => {
    const id = decodeCursor(value);
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message: 'must be a next_cursor of this list' });
    return z.NEVER;
  })
  .optional()
  .meta({
    // 16 bytes as base64url, whose last letter has four bits to spare.
    override: { type: 'string', pattern: '^[A-Za-z0-9_-]{21}[AQgw]$' },
    description: 'The `next_cursor` of the page before.',
  });
