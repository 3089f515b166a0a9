// The controls of a question that wants more than the link: choose, then a code or a passkey.
import { type Html, html, showOnOneLine } from '@pausepoint/core';
import { type AnswerForm, noteField, optionList } from '../answer-form.ts';
import { below } from '../page-post.ts';
import { shownDigits, typedForm } from '../typed-form.ts';
import type { Proof } from './proof-for.ts';

export interface ProofForm extends AnswerForm {
  readonly proof: Proof;
  /** Asks for another code, though one is open. */
  readonly again: boolean;
}

/** @param deadline the sentence that belongs right below the buttons */
export function proofForm(form: ProofForm, deadline: Html): Html {
  const { pause, proof, words } = form;
  const byCode = proof.kind === 'code';
  // Without script the note waits until it can be sent along.
  const later = byCode && !asksForCode(form) ? '' : 'later';
  return html`${pause.allowTextResponse && html`<div class="${later}">${noteField(form)}</div>`}
    ${taps(form)}
    <p id="say" role="status"></p>
    ${deadline} ${byCode ? forms(form) : html`<div id="code"><p>${words.proof.needs}</p></div>`}
    ${byCode && html`<a class="other" href="#code">${words.proof.formInstead}</a>`}`;
}

const asksForCode = ({ proof, again }: ProofForm): boolean => !proof.codeOpen || again;

const taps = (form: ProofForm): Html => {
  const { pause, url, way, chosen, nonce, proof, words } = form;
  const to = html`<b dir="ltr">${proof.to}</b>`;
  const { code, passkey, setUp } = words.proof;
  return html`<div
      id="taps"
      class="choices"
      role="group"
      aria-labelledby="how"
      data-way="${way}"
      data-proof="${proof.kind}"
      data-url="${url}"
      data-code-url="${below(url, 'code')}"
      data-passkey-url="${below(url, 'passkey')}"
      data-page="${nonce}"
      data-open="${proof.codeOpen ? proof.nextCodeIn : ''}"
    >
      <p class="how" id="how">
        ${proof.kind === 'code' ? code(to) : proof.kind === 'passkey' ? passkey : setUp(to)}
      </p>
      ${pause.options.map(
        (option, index) =>
          html`<button
            type="button"
            value="${index}"
            aria-pressed="${index === chosen ? 'true' : 'false'}"
          >
            <bdi>${showOnOneLine(option)}</bdi>
          </button>`,
      )}
      ${
        awaitsCode(form)
          ? html`<div class="slot">
              ${codeField(form)}
              <div class="room"></div>
              ${another(form)}
            </div>`
          : html`<div class="slot"></div>`
      }
    </div>
    ${
      proof.kind !== 'passkey' &&
      html`<template id="ask"
        ><button type="button" class="confirm send">${words.proof.sendCode}</button>
        ${!awaitsCode(form) && [codeField(form), another(form)]}</template
      >`
    }`;
};

/** There from the start, then: what came later would move the page under its reader's thumb. */
const awaitsCode = ({ proof, chosen }: ProofForm): boolean => proof.codeOpen && chosen !== null;

/** For the script, which puts it where the confirmation will be. */
const codeField = ({ proof, words }: ProofForm): Html =>
  html`<label class="sent"
    ><span>${words.proof.sentTo(html`<b dir="ltr">${proof.to}</b>`)}</span
    ><input dir="ltr" inputmode="numeric" autocomplete="one-time-code" maxlength="9"
  /></label>`;

const another = ({ words }: ProofForm): Html =>
  html`<button type="button" class="again early">${words.proof.another}</button>`;

/** Without script: a form that has a code sent, then one that takes it with the answer. */
function forms(form: ProofForm): Html {
  const { url, words, proof, code } = form;
  const to = html`<b dir="ltr">${proof.to}</b>`;
  if (asksForCode(form)) {
    const asks = shownDigits(words, code);
    const above = html`<p>${words.proof.firstCode(to)}</p>`;
    return typedForm({ ...form, to: below(url, 'code'), label: words.proof.sendCode, asks, above });
  }
  // Nobody but the recipient knows these digits: no others have to be typed.
  return typedForm({
    ...form,
    to: url,
    label: words.record,
    asks: words.proof.sentTo(to),
    sent: true,
    above: optionList(form, words.codeLegend),
    beneath: html`<a class="more" href="${again(url)}">${words.proof.another}</a>`,
  });
}

const again = (url: string): string => `${url}${url.includes('?') ? '&' : '?'}again=1#code`;
