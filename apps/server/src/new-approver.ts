// Adds an approver as far as the developer's plan allows, whoever asks for it: a key, or the dashboard.
import { channels } from '@pausepoint/channels';
import type { AskedApprover } from '@pausepoint/contract';
import { DomainError, type ChannelName, type Limits } from '@pausepoint/core';
import { addApprover, findDeveloper, type ApproverRecord, type Scope } from '@pausepoint/store';
import { limitsOf } from './api/create-pause.ts';
import type { Services } from './services.ts';

type Wanted = Scope & Omit<AskedApprover, 'mode'> & { readonly now: Date };

/** Throws `approver_limit_reached`, and `channel_not_in_plan` for what `/api/pause` could not send. */
export async function newApprover(
  { store, config }: Pick<Services, 'store' | 'config'>,
  { developerId, mode, name, channel, recipient, now }: Wanted,
): Promise<ApproverRecord> {
  const developer = await findDeveloper(store, developerId);
  if (!developer) throw new DomainError('not_found');
  const limits = limitsOf({ mode, plan: developer.plan }, config);
  requireInPlan(limits, channel);
  const parsed = channels[channel].parseRecipient(recipient);
  if ('fault' in parsed) throw new DomainError('invalid_recipient', parsed.fault);
  const limit = limits.approvers;
  return addApprover(store, { developerId, mode, name, channel, ...parsed, limit, now });
}

/** E-mail to approvers is on every plan. */
function requireInPlan({ channels: allowed }: Limits, channel: ChannelName): void {
  if (channel === 'email' || allowed === null || allowed.includes(channel)) return;
  const detail = `Your plan does not include ${channel}.`;
  throw new DomainError('channel_not_in_plan', detail, {
    errors: [{ pointer: `/${channel}`, detail }],
  });
}

/** Why a text is no recipient of the channel. */
export function approverFault(channel: ChannelName, recipient: string): string | undefined {
  const parsed = channels[channel].parseRecipient(recipient);
  return 'fault' in parsed ? parsed.fault : undefined;
}
