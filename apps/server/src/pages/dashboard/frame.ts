// The dashboard's frame: the column of words, the heading, what a form left to say, and the page.
import { type Html, html } from '@pausepoint/core';
import type { Ctx, Services } from '../../services.ts';
import { mark, sendPage } from '../layout.ts';
import { takeWord } from './done-words.ts';
import { form } from './form.ts';
import { sectionOf } from './next-path.ts';
import { link, modeOf } from './mode.ts';
import { hasModes, homeOf, ownSections, type Section, sections } from './sections.ts';

export type { Section } from './sections.ts';

export interface DashboardPage {
  /** The heading too. */
  readonly title: string | Html;
  /** Undefined: none of the column's. */
  readonly section: Section | undefined;
  readonly body: Html;
  readonly status?: number;
  /** A sentence below the heading. */
  readonly lead?: Html | string;
  /** Beside the heading: what one may do here. */
  readonly actions?: Html;
}

/** For routes with a page guard: somebody is signed in. */
export async function sendDashboard(
  ctx: Ctx,
  services: Services,
  page: DashboardPage,
): Promise<void> {
  const { title, lead, actions, body, status = 200 } = page;
  const done = takeWord(ctx);
  // A form's own page is its referrer: where browsers send no Sec-Fetch-Site, Origin must say so.
  ctx.set('Referrer-Policy', 'same-origin');
  await sendPage(ctx, status, {
    title: html`${title} · PausePoint`,
    style: 'dashboard',
    script: 'dashboard',
    body: html`<a class="skip" href="#main">Skip to the page</a>
      ${column(ctx, services, page.section)}
      <main id="main">
        <div class="head">
          <h1>${title}</h1>
          ${actions && html`<div class="actions">${actions}</div>`}
        </div>
        ${lead !== undefined && html`<p class="lead">${lead}</p>`}
        <p class="done" role="status">${done}</p>
        ${body}
      </main>`,
  });
}

function column(ctx: Ctx, services: Services, here: Section | undefined): Html {
  const { role, developerName } = ctx.state.session!;
  const word = ({ section, words }: (typeof sections)[number]): Html =>
    html`<li>
      <a href="${link(ctx, `/${section}`)}" ${section === here && html`aria-current="page"`}
        >${words}</a
      >
    </li>`;
  const mine = (list: typeof sections) => list.filter(({ to }) => to.includes(role)).map(word);
  return html`<header class="column">
    <a class="brand" href="${link(ctx, homeOf(role))}"
      >${mark}<span><b>PausePoint</b><small>${developerName}</small></span></a
    >
    <div class="words">
      <nav aria-label="Sections">
        <ul>
          ${mine(sections)}
        </ul>
      </nav>
      <ul class="own">
        ${mine(ownSections)}
        <li>
          ${form(ctx, services, { action: '/sign-out', body: html`<button>Sign out</button>` })}
        </li>
      </ul>
    </div>
    ${here !== undefined && hasModes(here) && modes(ctx, services)}
  </header>`;
}

/** A list's place and filters belong to the mode they were made in. */
function modes(ctx: Ctx, services: Services): Html {
  const mode = modeOf(ctx, services);
  const to = (wanted: 'test' | 'live', words: string): Html =>
    html`<a href="${sectionOf(ctx)}?mode=${wanted}" ${wanted === mode && html`aria-current="true"`}
      >${words}</a
    >`;
  return html`<nav class="modes" aria-label="Mode">
    ${to('test', 'Test')}${to('live', 'Live')}
  </nav>`;
}
