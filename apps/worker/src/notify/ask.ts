// Asks the human, or asks again: renders the message and hands it to whoever carries it.
import { channels, type Courier, type Notice } from '@pausepoint/channels';
import { formatDeliveryKey, type Outcome } from '@pausepoint/core';
import type { NotificationClaim } from '@pausepoint/store';
import { noticeFor } from './notice-for.ts';
import type { NotifyParts } from './notify.ts';
import { dead } from './outcomes.ts';
import { digitsFor } from './digits-for.ts';
import { sandboxFor } from './sandbox-for.ts';
import { waitForAllowance } from './wait-for-allowance.ts';

export async function ask(
  parts: NotifyParts,
  claim: NotificationClaim,
  kind: Notice['kind'],
): Promise<Outcome> {
  const { pause, channel, address } = claim;
  const asked = noticeFor(parts, claim, kind);
  if (pause.sandboxed) return await send(sandboxFor(parts, claim), claim, asked);
  const courier = parts.channels.couriers[channel];
  if (!courier) return dead('the channel is not set up on this server');
  const refusal = courier.refuses?.(address);
  if (refusal !== undefined) return dead(refusal);
  const wait = await waitForAllowance(parts, claim, courier);
  if (wait) return wait;
  const digits = await digitsFor(parts, claim, courier, asked);
  return await send(courier, claim, { ...asked, digits });
}

const send = (courier: Courier, claim: NotificationClaim, notice: Notice): Promise<Outcome> =>
  courier.send(channels[claim.channel].render(notice), {
    address: claim.address,
    key: formatDeliveryKey(claim),
    expiresAt: claim.pause.expiresAt,
  });
