// The courier of a pause whose messages stay in the house.
import { sandbox, type Courier } from '@pausepoint/channels';
import type { NotificationClaim } from '@pausepoint/store';
import type { NotifyParts } from './notify.ts';

export function sandboxFor({ keep, now }: NotifyParts, claim: NotificationClaim): Courier {
  const { developerId, mode, pauseId, recipientIndex, channel, pause } = claim;
  // Kept to be looked at, and for that the number or the Slack URL itself is not needed.
  const recipient = pause.recipients.find(({ index }) => index === recipientIndex)!.masked;
  return sandbox(({ subject, text, html }) =>
    keep({
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
