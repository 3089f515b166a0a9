// GET /v1/audit: everything that happened, page by page.
import { pageOf, parseAuditQuery, presentAuditList } from '@pausepoint/contract';
import { listAudit } from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';
import { scopeOf } from './caller.ts';

export async function readAudit(ctx: Ctx, { store }: Services): Promise<void> {
  const filter = parseAuditQuery(ctx.query);
  const found = await listAudit(store, { ...scopeOf(ctx), ...filter, limit: filter.limit + 1 });
  const { rows, nextCursor } = pageOf(found, filter.limit);
  ctx.body = presentAuditList(rows, nextCursor);
}
