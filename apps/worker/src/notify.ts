// Tells the human: renders the notification and hands it to whoever carries it.
import { formatDeliveryKey, mintResponseToken, type KeyRing, type Outcome } from '@pausepoint/core';
import { channels, sandbox, type Courier, type Couriers, type Notice } from '@pausepoint/channels';
import { keepMessage, type NotificationClaim, type Store } from '@pausepoint/store';
import type { Tried } from './attempt.ts';

interface NotifyParts {
  readonly store: Store;
  readonly publicUrl: string;
  /** Who carries messages that really leave; none is set up yet for a channel that is missing. */
  readonly couriers: Couriers;
  readonly now: () => Date;
}

/** The first and only revision of a question, until "request changes" arrives. */
const REVISION = 1;

export function createNotify(parts: NotifyParts) {
  return async (claim: NotificationClaim): Promise<Tried> => ({
    outcome: await send(parts, claim),
    statusCode: null,
    response: null,
  });
}

async function send(parts: NotifyParts, claim: NotificationClaim): Promise<Outcome> {
  // Nobody should be asked what can no longer be answered.
  if (claim.pause.status !== 'pending') {
    return { kind: 'moot', error: 'settled before the message was sent' };
  }
  const channel = channels[claim.channel];
  const courier = claim.pause.sandboxed ? sandboxFor(parts, claim) : parts.couriers[claim.channel];
  if (!courier) return dead('the channel is not set up on this server');
  const message = channel.render(noticeFor(parts.store.ring, parts.publicUrl, claim));
  return courier.send(message, {
    address: claim.address,
    key: formatDeliveryKey(claim),
    expiresAt: claim.pause.expiresAt,
  });
}

const dead = (error: string): Outcome => ({ kind: 'dead', error });

function sandboxFor({ store, now }: NotifyParts, claim: NotificationClaim): Courier {
  const { developerId, mode, pauseId, recipientIndex, channel, pause } = claim;
  // Kept to be looked at, and for that the number or the Slack URL itself is not needed.
  const recipient = pause.recipients.find(({ index }) => index === recipientIndex)!.masked;
  return sandbox(({ subject, text, html }) =>
    keepMessage(store, {
      developerId,
      mode,
      pauseId,
      channel,
      recipient,
      subject,
      text,
      html,
      now: now(),
    }),
  );
}

function noticeFor(ring: KeyRing, publicUrl: string, claim: NotificationClaim): Notice {
  const { developerId, pauseId, recipientIndex, code, pause } = claim;
  const { developerName, agent, message, context, options, timeoutDefault, expiresAt } =
    pause.content;
  const token = mintResponseToken(ring, {
    developerId,
    pauseId,
    recipientIndex,
    revision: REVISION,
    expiresAt,
  });
  return {
    kind: 'question',
    developerName,
    agent,
    question: message,
    context,
    options,
    timeoutDefault,
    expiresAt,
    link: `${publicUrl}/respond/${token}`,
    shortLink: `${publicUrl}/r/${code}`,
    code,
    pressable: true,
    digits: null,
  };
}
