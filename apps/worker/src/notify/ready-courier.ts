// Who carries a message now, or why it can't go.
import type { Courier } from '@pausepoint/channels';
import type { Outcome } from '@pausepoint/core';
import type { NotificationClaim } from '@pausepoint/store';
import type { NotifyParts } from './notify.ts';
import { dead } from './outcomes.ts';
import { sandboxFor } from './sandbox-for.ts';
import { waitForAllowance } from './wait-for-allowance.ts';

/** @param until from then on the message is of no use */
export async function readyCourier(
  parts: NotifyParts,
  claim: NotificationClaim,
  until: Date,
): Promise<{ readonly courier: Courier } | { readonly outcome: Outcome }> {
  if (claim.pause.sandboxed) return { courier: sandboxFor(parts, claim) };
  const courier = parts.channels.couriers[claim.channel];
  if (!courier) return { outcome: dead('the channel is not set up on this server') };
  const refusal = courier.refuses?.(claim.address);
  if (refusal !== undefined) return { outcome: dead(refusal) };
  const outcome = await waitForAllowance(parts, claim, courier, until);
  return outcome ? { outcome } : { courier };
}
