// GET /v1/audit/export: the whole log as one stream, whatever its length.
import { Readable } from 'node:stream';
import { exportHead, exportLine, exportTypes, parseExportQuery } from '@pausepoint/contract';
import type { ExportFormat } from '@pausepoint/contract';
import { exportAudit, type AuditRecord } from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';
import { scopeOf } from './caller.ts';

export async function readExport(ctx: Ctx, { store }: Services): Promise<void> {
  const scope = scopeOf(ctx);
  const { format, filter } = parseExportQuery(ctx.query);
  const { now } = ctx.state;
  ctx.type = exportTypes[format];
  ctx.attachment(`pausepoint-audit-${scope.mode}-${now.toISOString().slice(0, 10)}.${format}`);
  ctx.status = 200;
  // Who only asks what would come takes nothing with them.
  if (ctx.method === 'HEAD') return;
  const { format: _, ...filters } = ctx.query;
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
