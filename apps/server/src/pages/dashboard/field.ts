// One field of a form: its label, what to type, and what was wrong with what was typed.
import { type Html, html } from '@pausepoint/core';

export interface Field {
  readonly name: string;
  readonly label: string;
  /** `textarea` and `select` are not types in HTML, but they are to whoever writes a form. */
  readonly type?:
    'text' | 'email' | 'password' | 'url' | 'number' | 'search' | 'date' | 'textarea' | 'select';
  readonly value?: string | null | undefined;
  readonly hint?: string | Html | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly autocomplete?: string;
  /** For a `select`: value and words, in order. */
  readonly choices?: readonly (readonly [value: string, words: string])[];
  readonly maxlength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly placeholder?: string;
  /** Where one name stands twice on a page. */
  readonly id?: string;
}

export function field(given: Field): Html {
  const { name, label, hint, error, id = name } = given;
  const notes = [error !== undefined && `${id}-error`, hint !== undefined && `${id}-hint`];
  const described = notes.filter(Boolean).join(' ');
  return html`<div class="field${error !== undefined && ' wrong'}">
    <label for="${id}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${control(given, id, described)}
    ${error !== undefined && html`<p class="error" id="${id}-error">${error}</p>`}
  </div>`;
}

function control(given: Field, id: string, described: string): Html {
  const { name, type = 'text', value, error, required, autocomplete, maxlength } = given;
  const shared = html`id="${id}" name="${name}" ${required === true && html`required`}
  ${described !== '' && html`aria-describedby="${described}"`}
  ${error !== undefined && html`aria-invalid="true"`}
  ${maxlength !== undefined && html`maxlength="${maxlength}"`}
  ${autocomplete !== undefined && html`autocomplete="${autocomplete}"`}
  ${given.placeholder !== undefined && html`placeholder="${given.placeholder}"`}
  ${given.min !== undefined && html`min="${given.min}"`}
  ${given.max !== undefined && html`max="${given.max}"`}`;
  if (type === 'textarea') {
    // A line break right behind the tag is the parser's.
    return html`<textarea ${shared} rows="3">${value ?? ''}</textarea>`;
  }
  if (type === 'select') {
    return html`<select ${shared}>
      ${(given.choices ?? []).map(
        ([choice, words]) =>
          html`<option value="${choice}" ${choice === value && html`selected`}>${words}</option>`,
      )}
    </select>`;
  }
  // What was typed as a password never travels back.
  const kept = type === 'password' ? undefined : value;
  return html`<input
    type="${type}"
    ${shared}
    ${kept !== undefined && kept !== null && html`value="${kept}"`}
  />`;
}

export interface Choices {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string | Html | undefined;
  readonly error?: string | undefined;
  /** `checkbox`: any of them; `radio`: one. */
  readonly type: 'checkbox' | 'radio';
  readonly choices: readonly (readonly [value: string, words: string | Html])[];
  readonly chosen: readonly string[];
}

export function choices({ name, legend, hint, error, type, choices, chosen }: Choices): Html {
  return html`<fieldset class="field choices${error !== undefined && ' wrong'}" id="${name}">
    <legend>${legend}</legend>
    ${hint !== undefined && html`<p class="hint">${hint}</p>`}
    ${choices.map(
      ([value, words]) =>
        html`<label
          ><input
            type="${type}"
            name="${name}"
            value="${value}"
            ${chosen.includes(value) && html`checked`}
          /><span>${words}</span></label
        >`,
    )}
    ${error !== undefined && html`<p class="error">${error}</p>`}
  </fieldset>`;
}
