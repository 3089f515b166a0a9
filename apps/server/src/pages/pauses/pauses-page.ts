// GET /pauses: what waits for an answer now, and all there ever was, narrowed by the address.
import { encodeCursor, pageOf } from '@pausepoint/contract';
import { type Html, html } from '@pausepoint/core';
import {
  listPauses,
  type PauseRecord,
  type Scope,
  searchPauses,
  type Store,
} from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link } from '../dashboard/mode.ts';
import { faultSummary, pager } from '../dashboard/parts.ts';
import { filterForm, filterLabels } from './filter-form.ts';
import { readWish, type Wish } from './filter.ts';
import { noPauses, noneMatches } from './no-pauses.ts';
import { scopeOfPage } from './own-pause.ts';
import { pauseTable, pendingTable } from './pause-table.ts';

/** Of those that wait; the rest is a filter away. */
const MOST_PENDING = 20;

export async function pausesPage(ctx: Ctx, services: Services): Promise<void> {
  const { store } = services;
  const scope = scopeOfPage(ctx, services);
  const wish = readWish(ctx.query);
  const waits = { ...scope, status: 'pending', limit: MOST_PENDING + 1 } as const;
  const [found, pending] = await Promise.all([
    find(store, scope, wish),
    wish.narrowed ? [] : listPauses(store, waits),
  ]);
  // Where the page's script hears that it should look again.
  const live = html`data-live="${link(ctx, '/pauses/live')}"`;
  const nothing = !wish.narrowed && found.pauses.length === 0;
  await sendDashboard(ctx, services, {
    title: 'Pauses',
    section: 'pauses',
    status: wish.search ? 200 : 422,
    body: nothing
      ? html`<div ${live} id="none" data-part>${noPauses(ctx, services)}</div>`
      : html`${!wish.narrowed && pendingNow(ctx, pending)}
          <section aria-labelledby="all" ${!wish.narrowed && live}>
            <h2 id="all">${wish.narrowed ? 'Found' : 'All pauses'}</h2>
            ${faultSummary(wish.faults, filterLabels)} ${filterForm(ctx, wish)}
            ${wish.search && results(ctx, found, wish)}
          </section>`,
  });
}

interface Found {
  readonly pauses: readonly PauseRecord[];
  readonly nextCursor: string | null;
  /** Where it had to look at each: at how many. */
  readonly searched?: number;
}

async function find(store: Store, scope: Scope, { search }: Wish): Promise<Found> {
  if (!search) return { pauses: [], nextCursor: null };
  if (!search.channel && !search.metadata) {
    const all = await listPauses(store, { ...scope, ...search, limit: search.limit + 1 });
    const { rows: pauses, nextCursor } = pageOf(all, search.limit);
    return { pauses, nextCursor };
  }
  const { pauses, searched, next } = await searchPauses(store, { ...scope, ...search });
  return { pauses, searched, nextCursor: next && encodeCursor(next) };
}

function pendingNow(ctx: Ctx, pending: readonly PauseRecord[]): Html {
  const shown = pending.slice(0, MOST_PENDING);
  const more = pending.length > MOST_PENDING;
  const count = more ? `more than ${MOST_PENDING}` : String(pending.length);
  return html`<section aria-labelledby="pending">
    <h2 id="pending">
      Pending now
      <span class="count" id="pending-count" role="status" data-part>${count}<i> pending</i></span>
    </h2>
    <div id="pending-list" data-part>
      ${
        shown.length === 0
          ? html`<p class="quiet">Nothing waits for an answer.</p>`
          : pendingTable(ctx, shown)
      }
      ${more && html`<p><a href="${link(ctx, '/pauses', { status: 'pending' })}">All that wait</a></p>`}
    </div>
    <noscript><p class="quiet">Reload the page to see what has changed.</p></noscript>
  </section>`;
}

const results = (ctx: Ctx, { pauses, nextCursor, searched }: Found, wish: Wish): Html =>
  html`<div id="pauses" ${!wish.narrowed && html`data-part`}>
      ${pauses.length === 0 ? noneMatches(ctx, nextCursor !== null) : pauseTable(ctx, pauses)}
    </div>
    ${searched !== undefined && howFar(searched, wish, nextCursor)} ${pager(ctx, nextCursor)}`;

/** Honest about a search that has an end. */
const howFar = (searched: number, { search }: Wish, nextCursor: string | null): Html =>
  html`<p class="quiet">
    Looked at ${searched.toLocaleString('en')}
    ${searched === 1 ? 'pause' : 'pauses'}${
      search?.before === undefined ? ', the newest first' : ' further back'
    }${nextCursor === null ? ', and there are no others.' : '; “Older” goes on from there.'}
  </p>`;
