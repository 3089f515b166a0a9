// The audit log as a file: events line by line, for programs or for spreadsheets.
import { z } from 'zod';
import { presentAudit, type PresentableAuditEvent } from './audit.ts';
import { auditQuerySchema } from './queries.ts';
import { parseQuery, type Query } from './validate.ts';

export const exportFormats = ['ndjson', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportQuerySchema = auditQuerySchema.omit({ limit: true, cursor: true }).extend({
  format: z.enum(exportFormats).default('ndjson').meta({
    description:
      '`ndjson`: one event a line, as the list tells it; this is what can be verified. `csv`: for spreadsheets, `detail` as JSON.',
  }),
});

export function parseExportQuery(query: Query) {
  const { format, pause_id, event_type, ...rest } = parseQuery(exportQuerySchema, query);
  return { format, filter: { ...rest, pauseId: pause_id, eventType: event_type } };
}

export const exportTypes: Readonly<Record<ExportFormat, string>> = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
};

/** RFC 4180, in this order. */
const columns = [
  'event_id',
  'event_type',
  'actor',
  'pause_id',
  'created_at',
  'sequence',
  'leaf_hash',
  'detail',
] as const;

/** What comes before the first event. */
export const exportHead = (format: ExportFormat): string =>
  format === 'csv' ? `${columns.join(',')}\r\n` : '';

export function exportLine(format: ExportFormat, event: PresentableAuditEvent): string {
  const shown = presentAudit(event);
  if (format === 'ndjson') return `${JSON.stringify(shown)}\n`;
  const row = { ...shown, detail: JSON.stringify(shown.detail) };
  return `${columns.map((name) => cell(row[name])).join(',')}\r\n`;
}

/** What a spreadsheet would run as a formula is made text by the mark spreadsheets use for that. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
