// GET and POST /sign-in: by e-mail and password, and on to where somebody wanted to go.
import { parseSignInForm } from '@pausepoint/contract';
import { DomainError, type Html, html } from '@pausepoint/core';
import { signIn } from '../../account/sign-in.ts';
import { signUpDoor } from '../../account/sign-up.ts';
import type { Ctx, Services } from '../../services.ts';
import { type Faults, faultsOf, faultSummary } from '../dashboard/faults.ts';
import { back, form, readForm } from '../dashboard/form.ts';
import { ownPath } from '../dashboard/next-path.ts';
import { field } from '../dashboard/parts.ts';
import { atDoor } from './at-door.ts';
import { sendDoor } from './door.ts';
import { otherWays } from './other-ways.ts';

type Typed = Readonly<Record<string, string>>;

export const signInPage = atDoor((ctx, services) =>
  page(ctx, services, { next: ownPath(ctx.query.next) ?? '' }, {}),
);

export const signInSubmit = atDoor(async (ctx, services) => {
  const typed = await readForm(ctx, services);
  try {
    await signIn(ctx, services, parseSignInForm(typed));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'rate_limited') {
      ctx.set('Retry-After', String(error.retryAfterSeconds ?? 60));
      const text = 'Too many tries. Wait a quarter of an hour, or reset the password.';
      return page(ctx, services, typed, { '': text }, 429);
    }
    return page(ctx, services, typed, faultsOf(error), 422);
  }
  back(ctx, ownPath(typed.next) ?? '/');
});

async function page(
  ctx: Ctx,
  services: Services,
  typed: Typed,
  faults: Faults,
  status = 200,
): Promise<void> {
  const door = await signUpDoor(services);
  return sendDoor(ctx, services, {
    title: 'Sign in',
    status,
    body: html`${faultSummary(faults)}
    ${form(ctx, services, {
      action: '/sign-in',
      body: html`<input type="hidden" name="next" value="${typed.next ?? ''}" />
        ${field({
          ...{ name: 'email', label: 'E-mail', type: 'email', value: typed.email, required: true },
          autocomplete: 'username',
        })}
        ${field({
          ...{ name: 'password', label: 'Password', type: 'password', required: true },
          autocomplete: 'current-password',
        })}
        <button class="main">Sign in</button>`,
    })}
    ${await otherWays(ctx, services, typed.next ?? '')}
    ${others(services, door !== 'closed' && door !== 'invite')}`,
  });
}

const others = ({ config }: Services, open: boolean): Html =>
  html`<ul class="others">
      <li><a href="/reset">Forgot the password?</a></li>
      ${open && html`<li><a href="/sign-up">Open an account</a></li>`}
    </ul>
    ${
      config.local &&
      html`<p class="quiet">
        On this machine: <code>npm run keys</code> prints the account that was made at the first
        start.
      </p>`
    }`;
