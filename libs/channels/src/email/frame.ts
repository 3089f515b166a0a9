// The frame of every mail: one card, readable without images and CSS, at home in dark mode.
import { Html, html } from '@pausepoint/core';
import { look, styleSheet } from './look.ts';

export interface Framed {
  readonly title: string;
  /** What the list of mails shows beside the subject. */
  readonly preheader: string;
  readonly inside: Html;
}

/** Blanks behind the preheader, or the list of mails would go on with the mail's first words. */
const blanks = new Html('&nbsp;&zwnj;'.repeat(80));
/** Word does not know max-width: without this the card is as wide as its window. */
const wordsOnly = (markup: string): Html => new Html(`<!--[if mso]>${markup}<![endif]-->`);
export const table = new Html(
  'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"',
);

export function frame({ title, preheader, inside }: Framed): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, address=no, email=no, date=no" />
        <title>${title}</title>
        ${styleSheet}
      </head>
      <body class="paper" style="${look.body}">
        <div style="${look.preheader}">${breakable(preheader)}${blanks}</div>
        <table class="paper" ${table} bgcolor="#f6f7f8" style="${look.paper}">
          <tr>
            <td align="center" style="${look.around}">
              ${wordsOnly('<table role="presentation" width="480"><tr><td>')}
              <table class="card" ${table} bgcolor="#ffffff" style="${look.card}">
                <tr>
                  <td class="ink" align="left" style="${look.inside}">${inside}</td>
                </tr>
              </table>
              ${wordsOnly('</td></tr></table>')}
            </td>
          </tr>
        </table>
      </body>
    </html>`;
}

/** A word without end would widen the card and push the buttons aside where there is no CSS. */
export const breakable = (line: string): readonly Html[] =>
  line.split(endless).map((part, at) => (at % 2 === 0 ? html`${part}` : html`${pieces(part)}`));

const pieces = (word: string): readonly Html[] =>
  word.match(/.{1,10}/gsu)!.map((piece, at) => html`${at > 0 && html`<wbr />`}${piece}`);

/** Longer than any word. Without marks and emoji, which a break would take apart. */
const endless = /([\p{L}\p{N}\p{P}<>=+$|~^]{31,})/u;
