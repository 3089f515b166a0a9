// The HTML part of a question: what is asked, the facts, and a button for each option.
import { html, type Html } from '@pausepoint/core';
import { breakable, frame, table } from './frame.ts';
import { look } from './look.ts';

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
export const card = (content: MailContent): Html =>
  frame({ title: content.question, preheader: content.preheader, inside: inside(content) });

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
