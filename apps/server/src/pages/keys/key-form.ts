// The form that makes a key: its name, what it may do, and what it may ask for at most.
import { parseCreateKey, readJson } from '@pausepoint/contract';
import { channelNames, type Html, html, type Mode } from '@pausepoint/core';
import type { Ctx, Services } from '../../services.ts';
import { faultAt, type Faults, faultSummary } from '../dashboard/faults.ts';
import { form } from '../dashboard/form.ts';
import { choices, field } from '../dashboard/parts.ts';
import { channelWords } from './policy-words.ts';

/** What was typed: each name's values in order. */
export type Typed = Readonly<Record<string, readonly string[]>>;

export const keyLabels = {
  name: 'Name',
  role: 'What it may do',
  'policy.recipients': 'Recipients',
  'policy.channels': 'Channels',
  'policy.min_risk': 'Risk',
  'policy.min_require': 'Proof',
  'policy.pauses_per_hour': 'Pauses an hour',
};

/** Throws every fault of the form at once, as the API would of the same key. */
export function readKeyForm(typed: Typed, mode: Mode): ReturnType<typeof parseCreateKey> {
  const one = (name: string): string | undefined => typed[name]?.at(-1)?.trim() || undefined;
  const recipients = one('policy.recipients')
    ?.split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const perHour = one('policy.pauses_per_hour');
  const policy = {
    recipients,
    channels: typed['policy.channels'],
    min_risk: one('policy.min_risk'),
    min_require: one('policy.min_require'),
    pauses_per_hour:
      perHour === undefined || Number.isNaN(Number(perHour)) ? perHour : Number(perHour),
  };
  const bound = Object.values(policy).some((value) => value !== undefined);
  const body = { name: one('name'), role: one('role'), mode, policy: bound ? policy : null };
  return parseCreateKey(readJson(JSON.stringify(body)));
}

export function keyForm(ctx: Ctx, services: Services, typed: Typed, faults: Faults): Html {
  const one = (name: string) => typed[name]?.at(-1);
  const shared = (name: keyof typeof keyLabels) => ({
    name,
    value: one(name),
    error: faultAt(faults, name),
  });
  const limited = Object.keys(typed).some((name) => name.startsWith('policy.') && one(name) !== '');
  return html`${faultSummary(faults, keyLabels)}
  ${form(ctx, services, {
    action: '/keys',
    body: html`${field({
        ...shared('name'),
        label: keyLabels.name,
        hint: 'Which program will hold it, for your own eyes.',
        maxlength: 80,
        autocomplete: 'off',
      })}
      ${choices({
        name: 'role',
        legend: keyLabels.role,
        type: 'radio',
        chosen: [one('role') ?? 'agent'],
        error: faultAt(faults, 'role'),
        choices: [
          [
            'agent',
            html`<b>Agent</b
              ><small>Creates, reads, lists and cancels pauses: what an agent should hold.</small>`,
          ],
          [
            'admin',
            html`<b>Admin</b><small>Everything: webhooks, keys, approvers, the audit log.</small>`,
          ],
        ],
      })}
      <details class="limits" ${limited && html`open`}>
        <summary>Limit what it may ask</summary>
        ${policyFields(typed, faults)}
      </details>
      <button class="main">Make the key</button>`,
  })}`;
}

function policyFields(typed: Typed, faults: Faults): Html {
  const shared = (name: keyof typeof keyLabels) => ({
    name,
    label: keyLabels[name],
    value: typed[name]?.at(-1),
    error: faultAt(faults, name),
  });
  return html`${field({
    ...shared('policy.recipients'),
    type: 'textarea',
    hint: 'Whom it may ask: a phone number, address or channel a line. Empty: anybody.',
  })}
  ${choices({
    name: 'policy.channels',
    legend: keyLabels['policy.channels'],
    hint: 'None chosen: all but links, which have to be named here.',
    type: 'checkbox',
    error: faultAt(faults, 'policy.channels'),
    chosen: typed['policy.channels'] ?? [],
    choices: channelNames.map((name) => [name, channelWords[name]]),
  })}
  ${field({
    ...shared('policy.min_risk'),
    type: 'select',
    choices: [
      ['', 'As the key says'],
      ['high', 'Always high: answers are confirmed by pressing and holding'],
    ],
  })}
  ${field({
    ...shared('policy.min_require'),
    type: 'select',
    hint: 'What an answer needs at least.',
    choices: [
      ['', 'The link'],
      ['code', 'A code sent to the recipient'],
      ['signed_in', 'Signing in here'],
      ['passkey', 'A passkey'],
    ],
  })}
  ${field({
    ...shared('policy.pauses_per_hour'),
    type: 'number',
    hint: 'How many pauses it may open within an hour of the clock (UTC). Empty: as many as it likes.',
    min: 1,
    max: 1_000_000,
  })}`;
}
