// A forgotten password: /reset asks for the address, /reset/:token sets a new one.
import { parseAddressForm, parseNewPasswordForm } from '@pausepoint/contract';
import { html } from '@pausepoint/core';
import { askReset, findReset, resetPassword } from '../../account/reset.ts';
import type { Ctx, Services } from '../../services.ts';
import { type Faults, faultsOf, faultSummary } from '../dashboard/faults.ts';
import { back, form, readForm } from '../dashboard/form.ts';
import { field } from '../dashboard/parts.ts';
import { atDoor } from './at-door.ts';
import { sendDoor } from './door.ts';

export const resetPage = atDoor((ctx, services) => askPage(ctx, services, {}, {}));

/** The same answer for every address: whether it has an account is nobody's business. */
export const resetSubmit = atDoor(async (ctx, services) => {
  const typed = await readForm(ctx, services);
  let email;
  try {
    ({ email } = parseAddressForm(typed));
  } catch (error) {
    return askPage(ctx, services, typed, faultsOf(error));
  }
  await askReset(ctx, services, email);
  await sendDoor(ctx, services, {
    title: 'Look into your mail',
    body: html`<p>
        If <b>${email}</b> has an account here, a link to set a new password is on its way. It works
        once, and for an hour.
      </p>
      <p class="quiet">
        Nothing came? Look among the spam, or <a href="/reset">ask once more</a>.
      </p>`,
  });
});

const askPage = (
  ctx: Ctx,
  services: Services,
  typed: Readonly<Record<string, string>>,
  faults: Faults,
): Promise<void> =>
  sendDoor(ctx, services, {
    title: 'Reset your password',
    lead: 'We send you a link to set a new one.',
    status: Object.keys(faults).length > 0 ? 422 : 200,
    body: html`${faultSummary(faults, { email: 'E-mail' })}
      ${form(ctx, services, {
        action: '/reset',
        body: html`${field({
            ...{ name: 'email', label: 'E-mail', type: 'email', value: typed.email },
            ...{ error: faults.email, required: true, autocomplete: 'username' },
          })} <button class="main">Send me a link</button>`,
      })}
      <ul class="others">
        <li><a href="/sign-in">Back to signing in</a></li>
      </ul>`,
  });

export const newPasswordPage = atDoor((ctx, services) => setPage(ctx, services, {}));

export const newPasswordSubmit = atDoor(async (ctx, services) => {
  const typed = await readForm(ctx, services);
  const token = ctx.state.params.token!;
  let password;
  try {
    ({ password } = parseNewPasswordForm(typed));
  } catch (error) {
    return setPage(ctx, services, faultsOf(error));
  }
  if (!(await resetPassword(ctx, services, { token, password }))) return overPage(ctx, services);
  back(ctx, '/sign-in', 'password_reset');
});

async function setPage(ctx: Ctx, services: Services, faults: Faults): Promise<void> {
  const found = await findReset(ctx, services, ctx.state.params.token!);
  if (!found) return overPage(ctx, services);
  await sendDoor(ctx, services, {
    title: 'Set a new password',
    lead: html`For <b>${found.email}</b>. Every session of yours ends with it.`,
    status: Object.keys(faults).length > 0 ? 422 : 200,
    body: html`${faultSummary(faults, { password: 'New password' })}
    ${form(ctx, services, {
      action: `/reset/${ctx.state.params.token!}`,
      body: html`<input type="hidden" autocomplete="username" value="${found.email}" />
        ${field({
          ...{ name: 'password', label: 'New password', type: 'password', required: true },
          ...{
            hint: 'At least 10 characters.',
            error: faults.password,
            autocomplete: 'new-password',
          },
        })}
        <button class="main">Set the password</button>`,
    })}`,
  });
}

const overPage = (ctx: Ctx, services: Services): Promise<void> =>
  sendDoor(ctx, services, {
    title: 'This link does not work any more',
    status: 410,
    body: html`<p>It was used, is older than an hour, or a newer one was asked for.</p>
      <p><a class="button main" href="/reset">Ask for a new link</a></p>`,
  });
