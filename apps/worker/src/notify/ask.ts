// Asks the human, or asks again: renders the message and hands it to whoever carries it.
import { channels, type Courier, type Notice } from '@pausepoint/channels';
import { formatDeliveryKey, type Outcome } from '@pausepoint/core';
import type { NotificationClaim } from '@pausepoint/store';
import { noticeFor } from './notice-for.ts';
import type { NotifyParts } from './notify.ts';
import { digitsFor } from './digits-for.ts';
import { readyCourier } from './ready-courier.ts';

export async function ask(
  parts: NotifyParts,
  claim: NotificationClaim,
  kind: Notice['kind'],
): Promise<Outcome> {
  const asked = noticeFor(parts, claim, kind);
  const ready = await readyCourier(parts, claim, claim.pause.expiresAt);
  if ('outcome' in ready) return ready.outcome;
  const digits = await digitsFor(parts, claim, ready.courier, asked);
  return await send(ready.courier, claim, { ...asked, digits });
}

const send = (courier: Courier, claim: NotificationClaim, notice: Notice): Promise<Outcome> =>
  courier.send(channels[claim.channel].render(notice), {
    address: claim.address,
    key: formatDeliveryKey(claim),
    expiresAt: claim.pause.expiresAt,
  });
