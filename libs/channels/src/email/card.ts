// The HTML part: one card, readable without images and CSS, at home in dark mode.
import { type Html, html } from '@pausepoint/core';
import { styleSheet } from './style-sheet.ts';

/** What a mail says, in both its parts. */
export interface MailContent {
  readonly question: string;
  readonly rest: string;
  readonly asks: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Links that open the page with this option preselected; none of them decides. */
  readonly options: readonly { readonly label: string; readonly link: string }[];
  readonly link: string;
  readonly deadline: string;
  readonly foot: string;
}

export function card(content: MailContent): Html {
  const { question, rest, asks, facts, options, deadline, foot } = content;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, address=no, email=no, date=no" />
        <title>${question}</title>
        ${styleSheet}
      </head>
      <body>
        <div class="card">
          <p class="asks">${asks}</p>
          <h1 dir="auto">${question}</h1>
          ${
            facts.length > 0 &&
            html`<table>
              ${facts.map(row)}
            </table>`
          }
          ${rest !== '' && said(rest)}
          ${options.map(
            ({ label, link }) =>
              html`<p>
                <a class="option" href="${link}"><bdi>${label}</bdi></a>
              </p>`,
          )}
          <p class="quiet">Each button opens a page where you confirm. ${deadline}</p>
          <p class="quiet">${foot}</p>
        </div>
      </body>
    </html>`;
}

const row = ({ label, value }: { label: string; value: string }): Html =>
  html`<tr>
    <th scope="row"><bdi>${label}</bdi></th>
    <td><bdi>${lines(value)}</bdi></td>
  </tr>`;

const said = (rest: string): Html =>
  html`<p class="quiet">The agent says</p>
    <blockquote dir="auto">${lines(rest)}</blockquote>`;

/** Line ends must survive where CSS does not. */
const lines = (text: string): readonly Html[] =>
  text.split('\n').map((line, index) => html`${index > 0 && html`<br />`}${line}`);
