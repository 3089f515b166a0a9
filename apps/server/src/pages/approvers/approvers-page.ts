// GET /approvers: whom every /api/pause asks, in one mode.
import { formatId, html, type Html } from '@pausepoint/core';
import { listApprovers, listMembers, type ApproverRecord, type Member } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { may } from '../dashboard/may.ts';
import { link } from '../dashboard/mode.ts';
import { emptyState, table, when, type Faults } from '../dashboard/parts.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';
import { approverForm } from './approver-form.ts';

export const approversPage = (ctx: Ctx, services: Services): Promise<void> =>
  sendApprovers(ctx, services);

export async function sendApprovers(
  ctx: Ctx,
  services: Services,
  typed?: { readonly given: Readonly<Record<string, string>>; readonly faults: Faults },
): Promise<void> {
  const scope = scopeOfPage(ctx, services);
  const [approvers, members] = await Promise.all([
    listApprovers(services.store, scope),
    listMembers(services.store, scope.developerId),
  ]);
  await sendDashboard(ctx, services, {
    title: 'Approvers',
    section: 'approvers',
    status: typed ? 422 : 200,
    lead: 'Every question that names nobody, by /api/pause, is sent to all of them at once. The first answer decides.',
    body: html`${table({
      caption: 'Approvers',
      head: ['Name', 'Reached by', 'Signs in as', 'Added'],
      rows: approvers.map((one) => row(ctx, one, members)),
      empty: emptyState({
        heading: 'No approver yet',
        body: html`<p>
          Until you add one, the account’s owner is asked. Questions of <code>/v1/pause</code> name
          their recipients themselves.
        </p>`,
      }),
    })}
    ${may(ctx, 'build') && approverForm(ctx, services, typed)}`,
  });
}

const row = (
  ctx: Ctx,
  approver: ApproverRecord,
  members: readonly Member[],
): readonly (Html | string)[] => [
  html`<a href="${link(ctx, `/approvers/${formatId('approver', approver.id)}`)}"
    ><bdi>${approver.name}</bdi></a
  >`,
  shownAddress(approver),
  signsInAs(approver, members)?.email ?? 'nobody yet',
  when(approver.createdAt, ctx.state.now),
];

/** A webhook's URL is a secret. */
export const shownAddress = ({ channel, address, masked }: ApproverRecord): string =>
  channel === 'email' ? address : masked;

/** Whoever the owner said it is, else the member whose confirmed address that is. */
export const signsInAs = (
  { personId, channel, address }: ApproverRecord,
  members: readonly Member[],
): Member | undefined =>
  members.find((member) => member.personId === personId) ??
  members.find(
    ({ email, emailVerified }) =>
      channel === 'email' && emailVerified && email === address.toLowerCase(),
  );
