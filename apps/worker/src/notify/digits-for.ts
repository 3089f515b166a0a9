// Which digits a reply may answer with, where replies arrive.
import { mayReply, type Courier } from '@pausepoint/channels';
import { takeReplyDigits, type NotificationClaim } from '@pausepoint/store';
import type { NotifyParts } from './notify.ts';

/** Null: the message offers its link only. */
export async function digitsFor(
  { store }: NotifyParts,
  { address, developerId, pauseId, recipientIndex, pause }: NotificationClaim,
  { replyLine }: Courier,
): Promise<readonly number[] | null> {
  if (replyLine === undefined || !mayReply(pause.options)) return null;
  return takeReplyDigits(store, {
    line: replyLine,
    address,
    developerId,
    pauseId,
    recipientIndex,
    options: pause.options.length,
    expiresAt: pause.expiresAt,
  });
}
