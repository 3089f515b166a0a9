// The form that adds an approver, and the page it stands on.
import { parseAddApprover, readJson } from '@pausepoint/contract';
import { html, type Html } from '@pausepoint/core';
import { approverFault, newApprover } from '../../new-approver.ts';
import type { Ctx, Services } from '../../services.ts';
import { back, form, readForm } from '../dashboard/form.ts';
import { field, faultsOf, faultSummary, type Faults } from '../dashboard/parts.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';
import { sendApprovers } from './approvers-page.ts';

type Given = Readonly<Record<string, string>>;

const labels = { name: 'Name', email: 'E-mail', slack: 'Slack' };

export const approverForm = (
  ctx: Ctx,
  services: Services,
  { given = {}, faults = {} }: { readonly given?: Given; readonly faults?: Faults } = {},
): Html =>
  html`<section aria-labelledby="add">
    <h2 id="add">Add an approver</h2>
    ${faultSummary(faults, labels)}
    ${form(ctx, services, {
      action: '/approvers',
      body: html`${field({
          ...{ name: 'name', label: 'Name', value: given['name'], error: faults['name'] },
          ...{ required: true, maxlength: 80, autocomplete: 'off' },
        })}
        ${field({
          ...{ name: 'email', label: 'E-mail', type: 'email', value: given['email'] },
          ...{ error: faults['email'], autocomplete: 'off' },
        })}
        ${field({
          ...{ name: 'slack', label: 'Or Slack', value: given['slack'], error: faults['slack'] },
          hint: 'The id of a channel or user, or an incoming webhook’s URL, instead of an e-mail address.',
          autocomplete: 'off',
        })} <button class="main">Add</button>`,
    })}
  </section>`;

/** POST /approvers. */
export async function addApproverByHand(ctx: Ctx, services: Services): Promise<void> {
  const given = await readForm(ctx, services);
  const scope = scopeOfPage(ctx, services);
  const typed = Object.entries(given).filter(([, value]) => value.trim() !== '');
  try {
    const body = readJson(JSON.stringify(Object.fromEntries(typed)));
    const { mode: _mode, ...wanted } = parseAddApprover(body, approverFault);
    await newApprover(services, { ...scope, ...wanted, now: ctx.state.now });
  } catch (error) {
    return sendApprovers(ctx, services, { given, faults: faultsOf(error) });
  }
  back(ctx, '/approvers', 'approver_added');
}
