// The form for where there is no script: its button alone decides nothing, digits have to be typed.
import { type Html, html, type HtmlValue } from '@pausepoint/core';
import type { Words } from './words/en.ts';

export interface TypedForm {
  /** Where it is posted to. */
  readonly to: string;
  /** What the button says. */
  readonly label: string;
  /** A nonce tied to no browser. */
  readonly codeNonce: string;
  /** Which digits are asked for. */
  readonly asks: HtmlValue;
  /** The digits were sent to their reader, whose device may fill them in. */
  readonly sent?: boolean;
  /** What was wrong with the form just sent. */
  readonly fault?: string | undefined;
  readonly above?: HtmlValue;
  readonly beneath?: HtmlValue;
}

export const typedForm = ({
  to,
  label,
  codeNonce,
  asks,
  sent,
  fault,
  ...around
}: TypedForm): Html =>
  html`<form id="code" class="${fault && 'open'}" method="post" action="${to}" autocomplete="off">
    ${fault && html`<p class="wrong" id="wrong" role="alert">${fault}</p>`} ${around.above}
    <input type="hidden" name="page" value="${codeNonce}" />
    <label class="type ${sent && 'six'}"
      ><span>${asks}</span
      ><input
        name="code"
        dir="ltr"
        inputmode="numeric"
        ${sent && html`autocomplete="one-time-code"`}
        maxlength="9"
        required
        ${fault && html`autofocus aria-describedby="wrong"`}
    /></label>
    <button>${label}</button>
    ${around.beneath}
  </form>`;

/** Digits that stand on the page: a person reads them, a scanner that presses buttons does not. */
export const shownDigits = (words: Words, code: string): Html =>
  words.typeCode(html`<b dir="ltr" class="digits">${[...code].join(' ')}</b>`);
