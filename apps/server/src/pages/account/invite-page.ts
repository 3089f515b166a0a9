// GET and POST /invite/:token: joining a team, as somebody new or with the account one has.
import { parseAcceptForm } from '@pausepoint/contract';
import { DomainError, type Html, html, type MemberRole } from '@pausepoint/core';
import type { FoundInvitation } from '@pausepoint/store';
import { acceptAsKnown, acceptAsNew, findInvitation } from '../../account/invite.ts';
import { knowSession } from '../../middleware/session.ts';
import type { Ctx, Services } from '../../services.ts';
import { type Faults, faultsOf, faultSummary } from '../dashboard/faults.ts';
import { back, form, readForm } from '../dashboard/form.ts';
import { field } from '../dashboard/parts.ts';
import { atDoor } from './at-door.ts';
import { sendDoor } from './door.ts';
import { roleDeeds } from './role-words.ts';
import { page as signUpForm } from './sign-up-page.ts';

type Typed = Readonly<Record<string, string>>;

export const invitePage = atDoor(async (ctx, services) => {
  await knowSession(ctx, services);
  await page(ctx, services, {}, {});
});

export const inviteSubmit = atDoor(async (ctx, services) => {
  await knowSession(ctx, services);
  const typed = await readForm(ctx, services);
  const token = ctx.state.params.token!;
  const found = await findInvitation(ctx, services, token);
  if (found?.kind !== 'member') return overPage(ctx, services);
  try {
    const joined = found.known
      ? await acceptAsKnown(ctx, services, { token, password: typed.password })
      : await acceptAsNew(ctx, services, { token, ...parseAcceptForm(typed) });
    if (!joined) return await overPage(ctx, services);
  } catch (error) {
    return page(ctx, services, typed, inWords(error));
  }
  back(ctx, '/', 'joined');
});

/** The address is given: only the password can be wrong. */
const inWords = (error: unknown): Faults =>
  error instanceof DomainError && error.code === 'credentials_invalid'
    ? { password: 'This is not the password of that account.' }
    : faultsOf(error);

async function page(ctx: Ctx, services: Services, typed: Typed, faults: Faults): Promise<void> {
  const token = ctx.state.params.token!;
  const found = await findInvitation(ctx, services, token);
  if (!found) return overPage(ctx, services);
  if (found.kind === 'sign_up')
    return signUpForm(ctx, services, { ...typed, invitation: token }, faults);
  await sendDoor(ctx, services, {
    title: `Join ${found.developerName ?? ''}`,
    lead: html`${found.invitedBy ?? 'Somebody'} invites <b>${found.email}</b>.
      ${roleDeeds[found.role as MemberRole]}`,
    status: Object.keys(faults).length > 0 ? 422 : 200,
    body: html`${faultSummary(faults, { name: 'Your name', password: 'Password' })}
    ${form(ctx, services, { action: `/invite/${token}`, body: fields(ctx, found, typed, faults) })}`,
  });
}

function fields(ctx: Ctx, found: FoundInvitation, typed: Typed, faults: Faults): Html {
  const join = html`<button class="main">Join</button>`;
  if (ctx.state.session?.email === found.email) return join;
  const password = {
    name: 'password',
    type: 'password',
    error: faults.password,
    required: true,
  } as const;
  if (found.known) {
    return html`${field({
      ...{ ...password, label: 'Password', autocomplete: 'current-password' },
      hint: html`Of the account that ${found.email} has here. <a href="/reset">Forgot it?</a>`,
    })}
    ${join}`;
  }
  return html`${field({
    ...{ name: 'name', label: 'Your name', value: typed.name, error: faults.name, required: true },
    autocomplete: 'name',
    hint: 'Stands beside what you decide.',
  })}
  ${field({ ...password, label: 'Password', hint: 'At least 10 characters.', autocomplete: 'new-password' })}
  ${join}`;
}

const overPage = (ctx: Ctx, services: Services): Promise<void> =>
  sendDoor(ctx, services, {
    title: 'This invitation does not work any more',
    status: 410,
    body: html`<p>
        It was taken up, withdrawn, or is older than seven days. Whoever invited you can send a new
        one.
      </p>
      <p><a class="button" href="/sign-in">Sign in</a></p>`,
  });
