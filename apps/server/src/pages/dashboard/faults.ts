// What was wrong with a form, told at its top and beside each field.
import { DomainError, type Fault, html, type Html } from '@pausepoint/core';

/** Beside the field of that name; '' is said of the form as a whole. */
export type Faults = Readonly<Record<string, string>>;

/** Codes that blame what was typed although they carry no place of their own. */
const blamed: Partial<Record<DomainError['code'], string>> = {
  email_taken: 'email',
  credentials_invalid: '',
  webhook_url_refused: 'url',
  invalid_recipient: '',
  role_denied: '',
  approver_limit_reached: '',
  sign_up_closed: '',
};

/** By field (`/policy/channels` is the field `policy.channels`); what the visitor cannot mend is thrown on. */
export function faultsOf(error: unknown): Faults {
  if (!(error instanceof DomainError)) throw error;
  const { code, errors, message } = error;
  if (errors !== undefined && errors.length > 0) {
    return Object.fromEntries(errors.map((fault) => [fieldOf(fault), sentence(fault.detail)]));
  }
  const field = blamed[code];
  if (field === undefined) throw error;
  return { [field]: sentence(message) };
}

/** What is said beside a field; of its items, what is said of the first. */
export const faultAt = (faults: Faults, name: string): string | undefined =>
  faults[name] ?? Object.entries(faults).find(([field]) => field.startsWith(`${name}.`))?.[1];

const fieldOf = ({ pointer }: Fault): string =>
  pointer.replace(/^#?\//, '').replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');

const sentence = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1).replace(/\.?$/, '.');

/**
 * Every fault with a link to its field.
 * @param labels what the form calls its fields; a fault of an item is its field's
 */
export function faultSummary(faults: Faults, labels: Readonly<Record<string, string>> = {}): Html {
  const all = Object.entries(faults);
  if (all.length === 0) return html``;
  return html`<div class="faults" role="alert">
    <b>${all.length === 1 ? 'One thing to mend' : `${all.length} things to mend`}</b>
    <ul>
      ${all.map(([name, text]) => {
        const label = labels[name] ?? labels[name.replace(/\.\d+$/, '')];
        return label === undefined
          ? html`<li>${text}</li>`
          : html`<li><a href="#${name.replace(/\.\d+$/, '')}">${label}: ${text}</a></li>`;
      })}
    </ul>
  </div>`;
}
