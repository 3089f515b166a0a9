// The HTML part: one card, readable without images and CSS, at home in dark mode.
import { Html, html } from '@pausepoint/core';
import { look, styleSheet } from './look.ts';

/** What a mail says, in both its parts. */
export interface MailContent {
  readonly question: string;
  readonly rest: string;
  /** Set where this is not the first mail about the question. */
  readonly reminder: string;
  readonly asks: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Links that open the page with this option preselected; none of them decides. */
  readonly options: readonly { readonly label: string; readonly link: string }[];
  readonly link: string;
  readonly deadline: string;
  readonly foot: string;
  /** What the list of mails shows beside the subject. */
  readonly preheader: string;
}

const LONG_QUESTION = 120;
const LONG_VALUE = 80;
const MOST_LINES = 3;
/** Blanks behind the preheader, or the list of mails would go on with the mail's first words. */
const blanks = new Html('&nbsp;&zwnj;'.repeat(80));
/** Word does not know max-width: without this the card is as wide as its window. */
const wordsOnly = (markup: string): Html => new Html(`<!--[if mso]>${markup}<![endif]-->`);
const table = new Html(
  'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"',
);

export function card(content: MailContent): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, address=no, email=no, date=no" />
        <title>${content.question}</title>
        ${styleSheet}
      </head>
      <body class="paper" style="${look.body}">
        <div style="${look.preheader}">${breakable(content.preheader)}${blanks}</div>
        <table class="paper" ${table} bgcolor="#f6f7f8" style="${look.paper}">
          <tr>
            <td align="center" style="${look.around}">
              ${wordsOnly('<table role="presentation" width="480"><tr><td>')}
              <table class="card" ${table} bgcolor="#ffffff" style="${look.card}">
                <tr>
                  <td class="ink" align="left" style="${look.inside}">${inside(content)}</td>
                </tr>
              </table>
              ${wordsOnly('</td></tr></table>')}
            </td>
          </tr>
        </table>
      </body>
    </html>`;
}

function inside({ question, rest, reminder, asks, facts, ...content }: MailContent): Html {
  const heading = question.length > LONG_QUESTION ? look.longQuestion : look.question;
  return html`${reminder !== '' && html`<p class="ink" style="${look.note}">${reminder}</p>`}
    <p class="soft" style="${look.asks}">${breakable(asks)}</p>
    <h1 class="ink" dir="auto" style="${heading}">${breakable(question)}</h1>
    ${
      facts.length > 0 &&
      html`<table class="line" width="100%" cellpadding="0" cellspacing="0" style="${look.facts}">
        ${facts.map(row)}
      </table>`
    }
    ${rest !== '' && said(rest)}
    <table ${table} style="${look.options}">
      ${content.options.map(button)}
    </table>
    <p class="soft" style="${look.quiet}">
      Each button opens a page where you confirm. ${content.deadline}
    </p>
    <p class="soft" style="${look.quiet}">${content.foot}</p>`;
}

/** Side by side while the value is short, else one above the other. */
function row({ label, value }: { label: string; value: string }): Html {
  if (value.length <= LONG_VALUE && value.split('\n').length <= MOST_LINES) {
    return html`<tr>
      <th class="soft line" scope="row" align="left" style="${look.label}">
        <bdi>${breakable(label)}</bdi>
      </th>
      <td class="ink line" align="right" style="${look.value}"><bdi>${lines(value)}</bdi></td>
    </tr>`;
  }
  return html`<tr>
      <th class="soft line" colspan="2" align="left" style="${look.longLabel}">
        <bdi>${breakable(label)}</bdi>
      </th>
    </tr>
    <tr>
      <td class="ink" colspan="2" align="left" style="${look.longValue}">
        <bdi style="${look.kept}">${lines(value)}</bdi>
      </td>
    </tr>`;
}

const said = (rest: string): Html =>
  html`<p class="soft" style="${look.asks}">The agent says</p>
    <blockquote class="soft line" dir="auto" style="${look.said}">${lines(rest)}</blockquote>`;

/** The border is the cell's, the room inside the link's: so all of it can be pressed. */
const button = ({ label, link }: { label: string; link: string }): Html =>
  html`<tr>
      <td class="option" align="center" bgcolor="#ffffff" style="${look.option}">
        <a class="ink" href="${link}" style="${look.link}"><bdi>${breakable(label)}</bdi></a>
      </td>
    </tr>
    <tr>
      <td height="10" style="${look.gap}">&nbsp;</td>
    </tr>`;

/** Line ends must survive where CSS does not. */
const lines = (text: string): readonly Html[] =>
  text.split('\n').map((line, index) => html`${index > 0 && html`<br />`}${breakable(line)}`);

/** A word without end would widen the card and push the buttons aside where there is no CSS. */
const breakable = (line: string): readonly Html[] =>
  line.split(endless).map((part, at) => (at % 2 === 0 ? html`${part}` : html`${pieces(part)}`));

const pieces = (word: string): readonly Html[] =>
  word.match(/.{1,10}/gsu)!.map((piece, at) => html`${at > 0 && html`<wbr />`}${piece}`);

/** Longer than any word. Without marks and emoji, which a break would take apart. */
const endless = /([\p{L}\p{N}\p{P}<>=+$|~^]{31,})/u;
