// The frame of every page: head, mark, policy, and how it is sent.
import { Html, html } from '@pausepoint/core';
import type { Ctx } from '../services.ts';
import { scriptPaths, sendText, styles } from './assets.ts';
import { en, type Words } from './words/en.ts';

export interface Page {
  readonly title: string | Html;
  readonly style: Exclude<keyof typeof styles, 'noScript'>;
  readonly script?: keyof typeof scriptPaths;
  readonly head?: Html;
  readonly body: Html;
  /** In which language, and what the page's script says in it; English unless told. */
  readonly words?: Words;
  /** What else the script says, or says otherwise. */
  readonly says?: Readonly<Record<string, string>> | undefined;
}

/** Two bars: a pause sign. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect x="10.5" y="9.5" width="3.6" height="13" rx="1" />
  <rect x="17.9" y="9.5" width="3.6" height="13" rx="1" />
</svg>`;

/** In the document itself: browsers would ask for a file of its own. */
const icon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#14171c"/><path fill="#f6f7f8" d="M10.5 9.5h3.6v13h-3.6zm7.4 0h3.6v13h-3.6z"/></svg>',
  );

export async function sendPage(ctx: Ctx, status: number, page: Page): Promise<void> {
  ctx.status = status;
  ctx.type = 'text/html';
  ctx.set('Content-Security-Policy', policy(page));
  ctx.set('X-Robots-Tag', 'noindex');
  ctx.set('Content-Language', (page.words ?? en).lang);
  if (page.words) ctx.vary('Accept-Language');
  await sendText(ctx, String(document(page)));
}

/** Our own bytes by hash, our own script by place; nothing inline, nothing from elsewhere. */
function policy({ style, script }: Page): string {
  return [
    `default-src 'none'`,
    `style-src ${styles[style].source} ${styles.noScript.source}`,
    `script-src ${script ? `'self'` : `'none'`}`,
    `connect-src 'self'`,
    `form-action 'self'`,
    'img-src data:',
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

// The style elements are put together whole: a formatter's line break would change their hash.
const styleElement = (css: string): Html => new Html(`<style>${css}</style>`);

/** Shows the typed code in place of the buttons. */
export const withoutScript = html`<noscript>${styleElement(styles.noScript.css)}</noscript>`;

/** In the reader's language; the other scripts are for pages that are written in English alone. */
const speaks = (script: Page['script']): boolean =>
  script !== undefined && script !== 'inbox' && script !== 'dashboard';

const document = ({ title, style, script, head, body, words = en, says }: Page): Html =>
  html`<!doctype html>
    <html lang="${words.lang}" dir="${words.dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no, address=no, email=no, date=no" />
        <title>${title}</title>
        <link rel="icon" href="${icon}" />
        ${styleElement(styles[style].css)} ${head}
        ${script && html`<script src="${scriptPaths[script]}" defer></script>`}
      </head>
      <body ${speaks(script) && html`data-words="${JSON.stringify({ ...words.script, ...says })}"`}>
        ${body}
      </body>
    </html>`;
