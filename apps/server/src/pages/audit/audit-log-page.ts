// GET /audit: everything that happened, filtered by the address, with the signed head of it.
import { type ExportFormat, pageOf, parseAuditQuery } from '@pausepoint/contract';
import { type Html, html } from '@pausepoint/core';
import { findLogHead, listAudit, listSigningKeys, type Scope } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { form } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link, modeOf } from '../dashboard/mode.ts';
import { emptyState, type Faults, faultsOf, faultSummary, pager } from '../dashboard/parts.ts';
import { chosenFilters, filterForm, type Filters, filterQuery } from './audit-filters.ts';
import { checkpointCard } from './checkpoint-card.ts';
import { eventTable } from './event-table.ts';

const SHOWN = 50;

export async function auditLogPage(ctx: Ctx, services: Services): Promise<void> {
  const scope = { developerId: ctx.state.session!.developerId, mode: modeOf(ctx, services) };
  const filters = chosenFilters(ctx);
  const { events, faults } = await readEvents(ctx, services, scope, filters);
  await sendDashboard(ctx, services, {
    title: 'Audit',
    section: 'audit',
    status: Object.keys(faults).length > 0 ? 422 : 200,
    lead: html`Everything that happened, in the order it was written. Nothing here is ever changed
      or removed; <a href="/docs/audit">what that proves, and how</a>.`,
    body: html`${await head(ctx, services, scope)} ${faultSummary(faults, labels)}
    ${filterForm(ctx, filters, faults)} ${events}
    ${Object.keys(faults).length === 0 && exportForm(ctx, services, filters)}`,
  });
}

const labels = { pause_id: 'Pause', event_type: 'Event', actor: 'By', from: 'From', to: 'To' };

async function readEvents(
  ctx: Ctx,
  { store }: Services,
  scope: Scope,
  filters: Filters,
): Promise<{ events: Html; faults: Faults }> {
  try {
    const { limit: _, cursor: after, ...wanted } = parseAuditQuery(filterQuery(ctx, filters));
    const found = await listAudit(store, { ...scope, ...wanted, limit: SHOWN + 1, after });
    const { rows, nextCursor } = pageOf(found, SHOWN);
    const isNarrow = Object.keys(filters).length > 0 || after !== undefined;
    const events = rows.length > 0 ? eventTable(ctx, rows) : nothing(ctx, isNarrow);
    return { events: html`${events} ${pager(ctx, nextCursor)}`, faults: {} };
  } catch (error) {
    return { events: html``, faults: withoutPlace(faultsOf(error)) };
  }
}

/** `#/query/pause_id` is the field `pause_id`; where the API takes instants, a person writes days. */
const withoutPlace = (faults: Faults): Faults =>
  Object.fromEntries(
    Object.entries(faults).map(([place, words]) => {
      const name = place.replace(/^query\./, '');
      return [name, name === 'from' || name === 'to' ? 'Must be a day, as 2026-05-08.' : words];
    }),
  );

const nothing = (ctx: Ctx, isNarrow: boolean): Html =>
  isNarrow
    ? emptyState({
        heading: 'No such event',
        body: html`<p>Nothing in this log fits these filters.</p>`,
        action: html`<a class="button" href="${link(ctx, '/audit')}">Show all events</a>`,
      })
    : emptyState({
        heading: 'Nothing has happened yet',
        body: html`<p>
          Keys made, questions asked, seen and answered, webhooks delivered: each becomes a line
          here, the moment it happens.
        </p>`,
      });

async function head(ctx: Ctx, services: Services, scope: Scope): Promise<Html> {
  const { store, receipts } = services;
  await receipts.publishKey();
  const [newest, keys] = await Promise.all([findLogHead(store, scope), listSigningKeys(store)]);
  return newest ? checkpointCard(ctx, services, newest, keys) : html``;
}

const formatWords: Readonly<Record<ExportFormat, string>> = { ndjson: 'NDJSON', csv: 'CSV' };

const exportForm = (ctx: Ctx, services: Services, filters: Filters): Html =>
  html`<section aria-labelledby="export">
    <h2 id="export">Export</h2>
    <p class="quiet">
      ${
        Object.keys(filters).length > 0
          ? 'Every event that fits the filters above, however many pages they are.'
          : 'The whole log, oldest first.'
      }
      The export is an event of the log itself. NDJSON is what
      <code>npx pausepoint verify</code> reads${
        Object.keys(filters).length > 0 && html`, with <code>--filtered</code>`
      };
      CSV is for spreadsheets.
    </p>
    ${form(ctx, services, {
      action: link(ctx, '/audit/export', filters),
      label: 'Export',
      body: html`<div class="ways">
        ${Object.entries(formatWords).map(([format, words]) => html`<button name="format" value="${format}">${words}</button>`)}
      </div>`,
    })}
  </section>`;
