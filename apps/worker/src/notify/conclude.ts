// Writes into a message that asked what became of the question, and takes its buttons away.
import { channels, type Conclusion } from '@pausepoint/channels';
import { formatDeliveryKey, type Outcome } from '@pausepoint/core';
import type { NotificationClaim } from '@pausepoint/store';
import { noticeFor } from './notice-for.ts';
import type { NotifyParts } from './notify.ts';
import { moot } from './outcomes.ts';

export async function conclude(parts: NotifyParts, claim: NotificationClaim): Promise<Outcome> {
  const { channel, address, ref, pause } = claim;
  const { renderOutcome } = channels[channel];
  const courier = parts.channels.couriers[channel];
  const conclusion = conclusionOf(claim);
  if (ref === null || !conclusion || !renderOutcome || !courier?.edit) {
    return moot('the message cannot be edited');
  }
  return await courier.edit(renderOutcome(noticeFor(parts, claim, 'question'), conclusion), {
    address,
    key: formatDeliveryKey(claim),
    expiresAt: pause.expiresAt,
    ref,
  });
}

/** Undefined while there is none. */
function conclusionOf({ pause, channel }: NotificationClaim): Conclusion | undefined {
  const { status, responseChoice, resolvedAt, decision } = pause;
  if (status === 'pending' || resolvedAt === null) return undefined;
  // One vendor's user id says nothing, or something false, in another's message.
  const userId = decision?.via === channel ? decision.userId : null;
  return { status, choice: responseChoice, at: resolvedAt, userId };
}
