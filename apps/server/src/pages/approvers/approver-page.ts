// GET /approvers/:id: one approver, who signs in for them, and what can be undone or ended.
import { readId } from '@pausepoint/contract';
import { DomainError, formatId, html } from '@pausepoint/core';
import { findApprover, listMembers, type ApproverRecord } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { form } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { may } from '../dashboard/may.ts';
import { facts, field, when } from '../dashboard/parts.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';
import { shownAddress, signsInAs } from './approvers-page.ts';

/** Throws `not_found` for what is not there, or another developer's or mode's. */
export async function ownApprover(ctx: Ctx, services: Services): Promise<ApproverRecord> {
  const id = readId('approver', ctx.state.params.id!);
  const found = await findApprover(services.store, { ...scopeOfPage(ctx, services), id });
  if (!found) throw new DomainError('not_found');
  return found;
}

export async function approverPage(ctx: Ctx, services: Services): Promise<void> {
  const approver = await ownApprover(ctx, services);
  const members = await listMembers(services.store, ctx.state.session!.developerId);
  const path = `/approvers/${formatId('approver', approver.id)}`;
  const act = (what: string, words: string, explain: string, grave = false) =>
    form(ctx, services, {
      action: `${path}/${what}`,
      body: html`<p>${explain}</p>
        <button class="${grave && 'grave'}">${words}</button>`,
    });
  await sendDashboard(ctx, services, {
    title: html`<bdi>${approver.name}</bdi>`,
    section: 'approvers',
    body: html`${facts([
      ['Reached by', shownAddress(approver)],
      ['Signs in as', signsInAs(approver, members)?.email ?? 'nobody yet'],
      ['Added', when(approver.createdAt, ctx.state.now)],
    ])}
    ${
      may(ctx, 'own') &&
      html`<section aria-labelledby="who">
        <h2 id="who">Who signs in for them</h2>
        ${form(ctx, services, {
          action: `${path}/person`,
          body: html`${field({
              ...{
                name: 'person',
                label: 'Member',
                type: 'select',
                value: approver.personId ?? '',
              },
              hint: 'Whatever is sent to this approver then waits for that person, who answers signed in.',
              choices: [
                ['', 'Whoever has the same e-mail address'],
                ...members.map(({ personId, email }) => [personId, email] as const),
              ],
            })}<button>Save</button>`,
        })}
        <h2>A lost passkey</h2>
        ${act('passkeys', 'Remove their passkeys', 'The next question that asks for a passkey lets them set one up again, after a code.')}
      </section>`
    }
    ${
      may(ctx, 'build') &&
      html`<section aria-labelledby="more">
        <h2 id="more">More</h2>
        ${act('allow', 'Send to them again', 'If they once reported a message by mistake, nothing of yours reaches them. This undoes it: only do so when they ask for it.')}
        ${act('remove', 'Remove', 'They are asked no more. What already asks them stays as it is.', true)}
      </section>`
    }`,
  });
}
