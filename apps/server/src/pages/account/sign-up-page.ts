// GET and POST /sign-up: a new account, and its keys, shown this once.
import { parseSignUpForm } from '@pausepoint/contract';
import { type Html, html } from '@pausepoint/core';
import { findInvitation } from '../../account/invite.ts';
import { openFor } from '../../account/sign-in.ts';
import { signUp, type SignUpDoor, signUpDoor } from '../../account/sign-up.ts';
import type { Ctx, Services } from '../../services.ts';
import { type Faults, faultsOf, faultSummary } from '../dashboard/faults.ts';
import { form, readForm } from '../dashboard/form.ts';
import { field } from '../dashboard/parts.ts';
import { atDoor } from './at-door.ts';
import { sendDoor } from './door.ts';
import { newKeysPage } from './new-keys-page.ts';

type Typed = Readonly<Record<string, string>>;

const labels = {
  name: 'Your name or company',
  email: 'E-mail',
  password: 'Password',
  setup_token: 'Setup token',
};

export const signUpPage = atDoor((ctx, services) => page(ctx, services, {}, {}));

export const signUpSubmit = atDoor(async (ctx, services) => {
  const typed = await readForm(ctx, services);
  let registered;
  try {
    const { setup_token: given, ...rest } = typed;
    registered = await signUp(
      ctx,
      services,
      parseSignUpForm(given ? { ...rest, setup_token: given.trim() } : rest),
    );
  } catch (error) {
    return page(ctx, services, typed, faultsOf(error));
  }
  await openFor(ctx, services, registered, 'sign_up');
  await newKeysPage(ctx, services, registered);
});

/** An invitation opens the door where it is shut to everybody else. */
export async function page(
  ctx: Ctx,
  services: Services,
  typed: Typed,
  faults: Faults,
): Promise<void> {
  const { invitation } = typed;
  const found = invitation ? await findInvitation(ctx, services, invitation) : undefined;
  const door = found?.kind === 'sign_up' ? 'open' : await signUpDoor(services);
  if (door === 'closed' || door === 'invite') return shut(ctx, services, door);
  const value = { ...typed, ...(found?.kind === 'sign_up' && { email: found.email }) };
  await sendDoor(ctx, services, {
    title: 'Open an account',
    lead: 'You get a key for tests and a key for real questions.',
    status: Object.keys(faults).length > 0 ? 422 : 200,
    body: html`${faultSummary(faults, labels)}
      ${form(ctx, services, { action: '/sign-up', body: fields(door, value, faults) })}
      <ul class="others">
        <li><a href="/sign-in">I have an account</a></li>
      </ul>`,
  });
}

const fields = (door: SignUpDoor, typed: Typed, faults: Faults): Html =>
  html`${field({
      ...{
        name: 'name',
        label: labels.name,
        value: typed.name,
        error: faults.name,
        required: true,
      },
      hint: 'Shown to every human you ask: who wants to know.',
      ...{ autocomplete: 'organization', maxlength: 100 },
    })}
    ${field({
      ...{ name: 'email', label: labels.email, type: 'email', value: typed.email },
      ...{ error: faults.email, required: true, autocomplete: 'username' },
    })}
    ${field({
      ...{ name: 'password', label: labels.password, type: 'password', error: faults.password },
      ...{ hint: 'At least 10 characters.', required: true, autocomplete: 'new-password' },
    })}
    ${
      door === 'setup_token' &&
      field({
        ...{ name: 'setup_token', label: labels.setup_token, value: typed.setup_token },
        ...{ required: true, autocomplete: 'off', error: faults.setup_token },
        hint: 'For the first account of this server: it stands in the server’s log.',
      })
    }
    ${typed.invitation && html`<input type="hidden" name="invitation" value="${typed.invitation}" />`}
    <button class="main">Open the account</button>`;

const shut = (ctx: Ctx, services: Services, door: 'closed' | 'invite'): Promise<void> =>
  sendDoor(ctx, services, {
    title: 'Sign-up is closed here',
    status: 403,
    body: html`<p>
        ${
          door === 'invite'
            ? 'An account on this server takes an invitation, which comes by e-mail.'
            : 'Whoever runs this server opens no new accounts. A team that has one can invite you.'
        }
      </p>
      <p><a class="button" href="/sign-in">Sign in</a></p>`,
  });
