// What stands where pauses would: what to do next.
import { type Html, html } from '@pausepoint/core';
import { mayReadEverything } from '../../middleware/inbox.ts';
import type { Ctx, Services } from '../../services.ts';
import { curlLine } from '../curl-line.ts';
import { link, modeOf } from '../dashboard/mode.ts';
import { codeBlock, emptyState } from '../dashboard/parts.ts';

export function noPauses(ctx: Ctx, services: Services): Html {
  const mode = modeOf(ctx, services);
  const { config } = services;
  return emptyState({
    heading: mode === 'test' ? 'Ask your first question' : 'No pause in live mode yet',
    body: html`<p>
        ${
          mode === 'test'
            ? 'Nothing leaves the building with a test key: what a human would have received is kept for you to look at.'
            : 'With a live key the question goes to a human. Try it with a test key first: nothing leaves the building.'
        }
        This page fills by itself.
      </p>
      ${codeBlock(curlLine(config), 'A first pause with curl')}`,
    action: html`<p class="ways">
      <a class="button" href="${link(ctx, '/keys')}">Keys</a>
      ${mayReadEverything(ctx, config) && html`<a class="button" href="/inbox">Inbox</a>`}
      <a href="/docs">Read the API</a>
    </p>`,
  });
}

export const noneMatches = (ctx: Ctx, isMore: boolean): Html =>
  emptyState({
    heading: isMore ? 'None among these' : 'No pause matches',
    body: html`<p>
      ${
        isMore
          ? 'There are older pauses to look through.'
          : 'Every filter has to fit: leave one out, or look at all of them.'
      }
    </p>`,
    action: html`<p><a href="${link(ctx, '/pauses')}">Show all pauses</a></p>`,
  });
