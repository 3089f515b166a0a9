// What is done to one approver by hand: linked to a person, allowed again, rid of passkeys, removed.
import { DomainError } from '@pausepoint/core';
import {
  allowAgain,
  forgetPasskeys,
  linkApprover,
  listMembers,
  removeApprover,
} from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { back, readForm } from '../dashboard/form.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';
import { rpIdOf } from '../proof/proof-for.ts';
import { ownApprover } from './approver-page.ts';

/** POST /approvers/:id/person. */
export async function approverPerson(ctx: Ctx, services: Services): Promise<void> {
  const { person = '' } = await readForm(ctx, services);
  const { id } = await ownApprover(ctx, services);
  const scope = scopeOfPage(ctx, services);
  const personId = person === '' ? null : person;
  const members = await listMembers(services.store, scope.developerId);
  if (personId !== null && !members.some((member) => member.personId === personId)) {
    throw new DomainError('not_found');
  }
  await linkApprover(services.store, { ...scope, id, personId });
  back(ctx, ctx.path.replace(/\/person$/, ''), 'saved');
}

/** POST /approvers/:id/passkeys. */
export async function approverPasskeys(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const { channel, address } = await ownApprover(ctx, services);
  const of = { ...scopeOfPage(ctx, services), channel, address, now: ctx.state.now };
  await forgetPasskeys(services.store, { ...of, rpId: rpIdOf(services.config) });
  back(ctx, ctx.path.replace(/\/passkeys$/, ''), 'passkeys_removed');
}

/** POST /approvers/:id/allow. */
export async function approverAllow(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const { channel, address } = await ownApprover(ctx, services);
  const scope = scopeOfPage(ctx, services);
  const sandboxed = services.config.local || scope.mode === 'test';
  await allowAgain(services.store, { ...scope, sandboxed, channel, address });
  back(ctx, ctx.path.replace(/\/allow$/, ''), 'approver_allowed');
}

/** POST /approvers/:id/remove. */
export async function approverRemove(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const { id } = await ownApprover(ctx, services);
  const scope = scopeOfPage(ctx, services);
  await removeApprover(services.store, { ...scope, id, now: ctx.state.now });
  back(ctx, '/approvers', 'approver_removed');
}
