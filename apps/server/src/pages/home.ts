// GET /: what this is, for whoever knocks; whoever is signed in goes to their own pages.
import { html, type Html } from '@pausepoint/core';
import { signUpDoor } from '../account/sign-up.ts';
import { mayReadEverything } from '../middleware/inbox.ts';
import { knowSession } from '../middleware/session.ts';
import type { Ctx, Services } from '../services.ts';
import { curlLine } from './curl-line.ts';
import { atDoor } from './account/at-door.ts';
import { homeOf } from './dashboard/sections.ts';
import { mark, sendPage } from './layout.ts';

async function greet(ctx: Ctx, services: Services): Promise<void> {
  await knowSession(ctx, services);
  const { session } = ctx.state;
  if (session) {
    ctx.status = 303;
    ctx.set('Location', homeOf(session.role));
    ctx.body = '';
    return;
  }
  const { config } = services;
  const door = await signUpDoor(services);
  const opens = door === 'open' || door === 'setup_token';
  await sendPage(ctx, 200, {
    title: 'PausePoint',
    style: 'home',
    body: html`<header class="top">${mark}<b>PausePoint</b></header>
      <main>
        <h1>Ask a human before your agent acts.</h1>
        <p class="lead">
          One call sends the question to a phone. The answer comes back to your agent; if nobody
          answers in time, what you said beforehand applies.
        </p>
        <p class="doors">
          ${opens && html`<a class="door main" href="/sign-up">Open an account</a>`}
          <a class="door" href="/sign-in">Sign in</a>
        </p>
        ${flow}
        <pre
          tabindex="0"
          aria-label="A request that asks a human"
        ><code>${curlLine(config)}</code></pre>
        <ul class="ways">
          <li>
            <a href="/docs">Read the API</a>
            <span>Every endpoint, with examples; <a href="/openapi.json">openapi.json</a></span>
          </li>
          <li>
            <a href="/docs/audit">The record</a>
            <span>What proves who decided what, and how to check it yourself</span>
          </li>
          ${
            mayReadEverything(ctx, config) &&
            html`<li>
              <a href="/inbox">Open the inbox</a>
              <span>What humans would have received; nothing leaves here</span>
            </li>`
          }
        </ul>
      </main>`,
  });
}

export const home = atDoor(greet);

/** Three cards in a row, or one below the other: who does what, in order. */
const flow: Html = html`<ol class="flow">
  <li>
    <small>Your agent</small>
    <b>Asks and waits</b>
    <span>“Wire $8,400 to Meridian Supplies?”</span>
  </li>
  <li>
    <small>A human</small>
    <b>Reads and decides</b>
    <span class="options"><i>Approve</i><i>Reject</i></span>
  </li>
  <li>
    <small>Your agent</small>
    <b>Goes on, or does not</b>
    <span>With a signed answer, kept in a log in which no line changes unseen.</span>
  </li>
</ol>`;
