// POST /audit/export: the log as a file, filtered as the page was; the export is an event of it.
import { parseExportQuery } from '@pausepoint/contract';
import { sendExport } from '../../api/audit-export.ts';
import type { Ctx, Services } from '../../services.ts';
import { readForm } from '../dashboard/form.ts';
import { modeOf } from '../dashboard/mode.ts';
import { chosenFilters, filterQuery } from './audit-filters.ts';

export async function exportLog(ctx: Ctx, services: Services): Promise<void> {
  const { format } = await readForm(ctx, services);
  const scope = { developerId: ctx.state.session!.developerId, mode: modeOf(ctx, services) };
  const { cursor: _, ...filters } = filterQuery(ctx, chosenFilters(ctx));
  await sendExport(ctx, services, { scope, filters, ...parseExportQuery({ ...filters, format }) });
}
