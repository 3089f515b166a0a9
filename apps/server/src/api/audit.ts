// GET /v1/audit: everything that happened, page by page.
import { pageOf, parseAuditQuery, presentAuditList } from '@pausepoint/contract';
import { listAudit } from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';
import { scopeOf } from './caller.ts';

export async function readAudit(ctx: Ctx, { store }: Services): Promise<void> {
  const { cursor, limit, ...filter } = parseAuditQuery(ctx.query);
  const wanted = { ...scopeOf(ctx), ...filter, limit: limit + 1, after: cursor };
  const { rows, nextCursor } = pageOf(await listAudit(store, wanted), limit);
  ctx.body = presentAuditList(rows, nextCursor);
}
