// Sends the code that proves who holds a link, by the channel the question came by.
import { channels } from '@pausepoint/channels';
import { formatDeliveryKey, type Outcome } from '@pausepoint/core';
import type { NotificationClaim } from '@pausepoint/store';
import type { NotifyParts } from './notify.ts';
import { dead, moot } from './outcomes.ts';
import { readyCourier } from './ready-courier.ts';

export async function sendCode(parts: NotifyParts, claim: NotificationClaim): Promise<Outcome> {
  const { pause, channel, address, proof } = claim;
  if (!proof) return moot('another code has taken its place');
  const { digits, expiresAt } = proof;
  if (parts.now() >= expiresAt) return moot('the code has expired');
  const { renderCode } = channels[channel];
  if (!renderCode) return dead('no code can be sent by this channel');
  const ready = await readyCourier(parts, claim, expiresAt);
  if ('outcome' in ready) return ready.outcome;
  const { developerName, message: question } = pause.content;
  const message = renderCode({ developerName, question, digits, expiresAt });
  const key = formatDeliveryKey(claim);
  const outcome = await ready.courier.send(message, { address, key, expiresAt });
  // Nothing will ever be written into it, so nobody needs its vendor's name of it.
  if (outcome.kind !== 'delivered') return outcome;
  return { kind: 'delivered', ...(outcome.status && { status: outcome.status }) };
}
