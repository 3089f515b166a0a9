// What owners change about the team: whom they invite, which invitations stand, and its name.
import { parseInvitationForm, parseNameForm, readId } from '@pausepoint/contract';
import { DomainError, html } from '@pausepoint/core';
import { renameDeveloper, revokeInvitation } from '@pausepoint/store';
import { inviteMember } from '../../account/invite.ts';
import type { Ctx, Services } from '../../services.ts';
import { faultsOf } from '../dashboard/faults.ts';
import { back, readForm } from '../dashboard/form.ts';
import { secretOnce } from '../dashboard/parts.ts';
import { teamPage } from './team-page.ts';

export async function sendInvitation(ctx: Ctx, services: Services): Promise<void> {
  const typed = await readForm(ctx, services);
  let invited;
  try {
    invited = await inviteMember(ctx, services, parseInvitationForm(typed));
  } catch (error) {
    return teamPage(ctx, services, { typed, faults: faultsOf(error) });
  }
  if (invited.link === null) return back(ctx, '/team', 'member_invited');
  const handOver = html`<section class="card">
    ${secretOnce({
      label: `The invitation for ${typed.email ?? ''}`,
      value: invited.link,
      note: html`<p class="hint">
        No mail leaves this server: hand the link over yourself. It is shown this once, and works
        for seven days.
      </p>`,
    })}
  </section>`;
  await teamPage(ctx, services, { handOver });
}

export async function withdrawInvitation(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const id = readId('invitation', ctx.state.params.id!);
  const { developerId } = ctx.state.session!;
  const of = { developerId, id, now: ctx.state.now };
  if (!(await revokeInvitation(services.store, of))) throw new DomainError('not_found');
  back(ctx, '/team', 'invitation_revoked');
}

export async function renameTeam(ctx: Ctx, services: Services): Promise<void> {
  const typed = await readForm(ctx, services);
  try {
    const { developerId } = ctx.state.session!;
    await renameDeveloper(services.store, { developerId, ...parseNameForm(typed) });
  } catch (error) {
    return teamPage(ctx, services, { typed, faults: faultsOf(error) });
  }
  back(ctx, '/team', 'saved');
}
