// The two ways to answer: buttons a script turns into one POST, and a form that asks for a code.
import { type Html, html, showOnOneLine } from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';
import { shownDigits, typedForm } from './typed-form.ts';
import type { Words } from './words/en.ts';

/** `tap`: one tap decides. `confirm`: select, then confirm. `hold`: select, then press and hold. */
export type Way = 'tap' | 'confirm' | 'hold';

export interface AnswerForm {
  readonly words: Words;
  readonly pause: PauseRecord;
  /** Where answers are posted to. */
  readonly url: string;
  readonly way: Way;
  /** The index of the option a mail's button preselected, or that was chosen before. */
  readonly chosen: number | null;
  /** Tied to the browser's cookie: for the script. */
  readonly nonce: string;
  /** Tied to the code: for the form. */
  readonly codeNonce: string;
  readonly code: string;
  /** What was wrong with the form just sent. */
  readonly fault?: string;
  readonly note?: string;
}

/** @param deadline the sentence that belongs right below the buttons */
export const answerForm = (form: AnswerForm, deadline: Html): Html =>
  html`${form.pause.allowTextResponse && noteField(form)} ${taps(form)}
    <p id="say" role="status"></p>
    ${deadline} ${codeForm(form)}
    <a class="other" href="#code">${form.words.codeInstead}</a>`;

export const noteField = ({ note, words }: AnswerForm): Html =>
  html`<label class="note"
    >${words.noteField}<textarea id="note" name="text" form="code" maxlength="2000" dir="auto">
${note}</textarea>
  </label>`;

const taps = ({ pause, url, way, chosen, nonce, words }: AnswerForm): Html =>
  html`<div
    id="taps"
    class="choices"
    role="group"
    aria-labelledby="how"
    data-way="${way}"
    data-url="${url}"
    data-page="${nonce}"
  >
    <p class="how" id="how">
      ${way === 'hold' && chosen !== null ? words.preselected : words.how[way]}
    </p>
    ${pause.options.map(
      (option, index) =>
        html`<button
          type="button"
          value="${index}"
          ${way !== 'tap' && html`aria-pressed="${index === chosen ? 'true' : 'false'}"`}
        >
          <bdi>${showOnOneLine(option)}</bdi>
        </button>`,
    )}
    ${way !== 'tap' && html`<div class="slot"></div>`}
  </div>`;

const codeForm = (form: AnswerForm): Html => {
  const { url, code, words } = form;
  return typedForm({
    ...form,
    to: url,
    label: words.record,
    asks: shownDigits(words, code),
    above: optionList(form, words.codeLegend),
  });
};

export const optionList = (
  { pause, chosen }: Pick<AnswerForm, 'pause' | 'chosen'>,
  legend: string,
): Html =>
  html`<fieldset>
    <legend>${legend}</legend>
    ${pause.options.map(
      (option, index) =>
        html`<label
          ><input
            type="radio"
            name="choice"
            value="${index}"
            required
            ${index === chosen && html`checked`}
          /><bdi>${showOnOneLine(option)}</bdi></label
        >`,
    )}
  </fieldset>`;
