// GET /team: who belongs here, as what, and who is invited.
import { formatId, type Html, html } from '@pausepoint/core';
import {
  type ListedInvitation,
  listInvitations,
  listMembers,
  type Member,
} from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { roleNames } from '../account/role-words.ts';
import { type Faults, faultSummary } from '../dashboard/faults.ts';
import { form } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { may } from '../dashboard/may.ts';
import { link } from '../dashboard/mode.ts';
import { field, statusWord, table, when } from '../dashboard/parts.ts';
import { roleField } from './role-field.ts';

const labels = { email: 'E-mail', role: 'Role', name: 'Team name' };

export interface TeamPage {
  readonly typed?: Readonly<Record<string, string>>;
  readonly faults?: Faults;
  /** An invitation's link, where no mail leaves this server. */
  readonly handOver?: Html;
}

export async function teamPage(
  ctx: Ctx,
  services: Services,
  { typed = {}, faults = {}, handOver }: TeamPage = {},
): Promise<void> {
  const { developerId, developerName } = ctx.state.session!;
  const { now } = ctx.state;
  const own = may(ctx, 'own');
  const [members, invitations] = await Promise.all([
    listMembers(services.store, developerId),
    listInvitations(services.store, { developerId, now }),
  ]);
  await sendDashboard(ctx, services, {
    title: 'Team',
    section: 'team',
    lead: html`Who may sign in for <b>${developerName}</b>, and what each may do.`,
    status: Object.keys(faults).length > 0 ? 422 : 200,
    body: html`${faultSummary(faults, labels)} ${handOver}
      <section>
        ${table({
          caption: 'Members',
          head: ['Member', 'Role', 'Joined', 'Last signed in', ...(own ? [''] : [])],
          rows: members.map((member) => memberRow(ctx, member, own)),
          empty: html``,
        })}
      </section>
      ${invitations.length > 0 && invitationList(ctx, services, invitations, own)}
      ${own && forms(ctx, services, typed, faults)}`,
  });
}

function memberRow(ctx: Ctx, member: Member, own: boolean): readonly (Html | string)[] {
  const { personId, email, name, role, joinedAt, usedAt } = member;
  const { now, session } = ctx.state;
  const path = `/team/${formatId('person', personId)}`;
  return [
    html`${own ? html`<a href="${link(ctx, path)}">${name}</a>` : name}<small class="under"
        >${email}</small
      >`,
    roleNames[role],
    when(joinedAt, now),
    usedAt === null ? 'Never' : when(usedAt, now),
    ...(own ? [personId === session!.personId ? 'You' : ''] : []),
  ];
}

const invitationList = (
  ctx: Ctx,
  services: Services,
  invitations: readonly ListedInvitation[],
  own: boolean,
): Html =>
  html`<section>
    <h2>Invited</h2>
    ${table({
      caption: 'Invitations',
      head: ['Address', 'Role', 'By', 'Mail', 'Ends', ...(own ? [''] : [])],
      rows: invitations.map((one) => [
        one.email,
        roleNames[one.role],
        one.invitedBy ?? '',
        one.mail === null || one.mail === 'dropped' ? '' : statusWord(one.mail),
        one.expiresAt <= ctx.state.now ? 'Over' : when(one.expiresAt, ctx.state.now),
        ...(own
          ? [
              form(ctx, services, {
                action: `/team/invitations/${formatId('invitation', one.id)}/revoke`,
                body: html`<button>Withdraw</button>`,
              }),
            ]
          : []),
      ]),
      empty: html``,
    })}
  </section>`;

const forms = (
  ctx: Ctx,
  services: Services,
  typed: Readonly<Record<string, string>>,
  faults: Faults,
): Html =>
  html`<section>
      <h2>Invite somebody</h2>
      ${form(ctx, services, {
        action: '/team/invite',
        body: html`${field({
            ...{ name: 'email', label: labels.email, type: 'email', value: typed.email },
            ...{ error: faults.email, required: true, autocomplete: 'off' },
          })}
          ${roleField(typed.role ?? 'developer', faults.role)}
          <button class="main">Send the invitation</button>`,
      })}
    </section>
    <section>
      <h2>Name of the team</h2>
      ${form(ctx, services, {
        action: '/team/name',
        body: html`${field({
            ...{ name: 'name', label: labels.name, error: faults.name, required: true },
            value: typed.name ?? ctx.state.session!.developerName,
            ...{ maxlength: 100, autocomplete: 'organization' },
            hint: 'Shown to every human you ask. Questions that were asked keep the name they had.',
          })} <button>Save the name</button>`,
      })}
    </section>`;
