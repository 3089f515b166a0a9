// GET /v1/audit/export: the whole log as one stream, whatever its length.
import { Readable } from 'node:stream';
import { exportHead, exportLine, exportTypes, parseExportQuery } from '@pausepoint/contract';
import type { ExportFormat, Query } from '@pausepoint/contract';
import { exportAudit, type AuditRecord, type Scope } from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';
import { scopeOf } from './caller.ts';

export async function readExport(ctx: Ctx, services: Services): Promise<void> {
  const { format: _, ...filters } = ctx.query;
  await sendExport(ctx, services, { scope: scopeOf(ctx), filters, ...parseExportQuery(ctx.query) });
}

interface Wish extends ReturnType<typeof parseExportQuery> {
  readonly scope: Scope;
  /** As they were asked for: that is what the log says of the export. */
  readonly filters: Query;
}

export async function sendExport(ctx: Ctx, { store }: Services, wish: Wish): Promise<void> {
  const { scope, format, filter, filters } = wish;
  const { now } = ctx.state;
  ctx.type = exportTypes[format];
  ctx.attachment(`pausepoint-audit-${scope.mode}-${now.toISOString().slice(0, 10)}.${format}`);
  ctx.status = 200;
  // Who only asks what would come takes nothing with them.
  if (ctx.method === 'HEAD') return;
  const told = { format, filters };
  const { pages } = await exportAudit(store, { ...scope, ...filter, told, now });
  // A page is read once the one before is on its way; a reader that leaves ends it.
  ctx.body = Readable.from(write(pages, format), { objectMode: false });
}

async function* write(
  pages: AsyncIterable<readonly AuditRecord[]>,
  format: ExportFormat,
): AsyncGenerator<string, void, void> {
  yield exportHead(format);
  for await (const events of pages) yield events.map((one) => exportLine(format, one)).join('');
}
