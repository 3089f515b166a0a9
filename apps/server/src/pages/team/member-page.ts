// GET /team/:id: one member, whose role an owner may change, or whom they may remove.
import { parseRoleForm, readId } from '@pausepoint/contract';
import { DomainError, formatId, html } from '@pausepoint/core';
import {
  changeRole,
  listMembers,
  type Member,
  type MemberVerdict,
  removeMember,
} from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { type Faults, faultsOf, faultSummary } from '../dashboard/faults.ts';
import { back, form, readForm } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link } from '../dashboard/mode.ts';
import { roleField } from './role-field.ts';

const LAST_OWNER = 'Somebody must stay who may do everything: make another member owner first.';

export const memberPage = (ctx: Ctx, services: Services): Promise<void> => page(ctx, services, {});

async function page(ctx: Ctx, services: Services, faults: Faults): Promise<void> {
  const member = await askedMember(ctx, services);
  const path = `/team/${formatId('person', member.personId)}`;
  await sendDashboard(ctx, services, {
    title: member.name,
    section: 'team',
    lead: member.email,
    status: Object.keys(faults).length > 0 ? 422 : 200,
    body: html`${faultSummary(faults)}
      <section>
        ${form(ctx, services, {
          action: `${path}/role`,
          body: html`${roleField(member.role)} <button class="main">Save the role</button>`,
        })}
      </section>
      <section>
        <h2>Remove from the team</h2>
        <p class="quiet">Their sessions here end at once. What they decided stays theirs.</p>
        <p><a class="button" href="${link(ctx, `${path}/remove`)}">Remove ${member.name}…</a></p>
      </section>`,
  });
}

export async function saveRole(ctx: Ctx, services: Services): Promise<void> {
  const typed = await readForm(ctx, services);
  const { personId } = await askedMember(ctx, services);
  const { developerId } = ctx.state.session!;
  try {
    settled(await changeRole(services.store, { developerId, personId, ...parseRoleForm(typed) }));
  } catch (error) {
    return page(ctx, services, faultsOf(error));
  }
  back(ctx, '/team', 'role_changed');
}

export async function removePage(ctx: Ctx, services: Services): Promise<void> {
  const { name, email, personId } = await askedMember(ctx, services);
  const path = `/team/${formatId('person', personId)}`;
  await sendDashboard(ctx, services, {
    title: `Remove ${name}?`,
    section: 'team',
    body: html`<div class="confirm">
      <p>
        ${email} can no longer sign in for ${ctx.state.session!.developerName}: their sessions here
        end at once. What they decided stays theirs, in the log and in every receipt.
      </p>
      ${form(ctx, services, {
        action: `${path}/remove`,
        className: 'ways',
        body: html`<button class="grave">Remove</button>
          <a class="button" href="${link(ctx, path)}">Keep</a>`,
      })}
    </div>`,
  });
}

export async function removeFromTeam(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const { personId } = await askedMember(ctx, services);
  const { developerId } = ctx.state.session!;
  try {
    settled(await removeMember(services.store, { developerId, personId }));
  } catch (error) {
    return page(ctx, services, faultsOf(error));
  }
  back(ctx, '/team', 'member_removed');
}

function settled(verdict: MemberVerdict): void {
  if (verdict === 'not_found') throw new DomainError('not_found');
  if (verdict === 'last_owner') throw new DomainError('role_denied', LAST_OWNER);
}

async function askedMember(ctx: Ctx, { store }: Services): Promise<Member> {
  const id = readId('person', ctx.state.params.id!);
  const members = await listMembers(store, ctx.state.session!.developerId);
  const member = members.find(({ personId }) => personId === id);
  if (!member) throw new DomainError('not_found');
  return member;
}
