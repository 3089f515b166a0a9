// What people change about themselves: name, password, sessions, and for whom they work.
import { parseChangePasswordForm, parseNameForm, readId } from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import { endSessions, renamePerson } from '@pausepoint/store';
import { changePassword } from '../../account/own-account.ts';
import { switchDeveloper } from '../../account/sign-in.ts';
import type { Ctx, Services } from '../../services.ts';
import { faultsOf } from '../dashboard/faults.ts';
import { back, readForm } from '../dashboard/form.ts';
import { accountPage } from './account-page.ts';

export async function renameSelf(ctx: Ctx, services: Services): Promise<void> {
  const typed = await readForm(ctx, services);
  try {
    const { personId } = ctx.state.session!;
    await renamePerson(services.store, { personId, ...parseNameForm(typed) });
  } catch (error) {
    return accountPage(ctx, services, { typed, faults: faultsOf(error) });
  }
  back(ctx, '/account', 'saved');
}

export async function changeOwnPassword(ctx: Ctx, services: Services): Promise<void> {
  const typed = await readForm(ctx, services);
  try {
    const { current, password } = parseChangePasswordForm({ current: '', ...typed });
    await changePassword(ctx, services, { current, next: password });
  } catch (error) {
    const wrong = error instanceof DomainError && error.code === 'credentials_invalid';
    const faults = wrong ? { current: 'This is not your password.' } : faultsOf(error);
    return accountPage(ctx, services, { faults });
  }
  back(ctx, '/account', 'password_changed');
}

export async function endOneSession(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const { personId } = ctx.state.session!;
  const id = readId('session', ctx.state.params.id!);
  // Somebody else's is none of theirs; one that ended by itself is ended.
  await endSessions(services.store, { personId, id });
  back(ctx, '/account', 'session_ended');
}

export async function endOtherSessions(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const { personId, id } = ctx.state.session!;
  await endSessions(services.store, { personId, except: id });
  back(ctx, '/account', 'sessions_ended');
}

export async function switchTeam(ctx: Ctx, services: Services): Promise<void> {
  const { developer_id: wanted = '' } = await readForm(ctx, services);
  await switchDeveloper(ctx, services, readId('developer', wanted));
  back(ctx, '/');
}
