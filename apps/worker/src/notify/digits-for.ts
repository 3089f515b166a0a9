// Which digits a reply may answer with, where replies arrive.
import { invitesReplies, type Courier, type Notice } from '@pausepoint/channels';
import { takeReplyDigits, type NotificationClaim } from '@pausepoint/store';
import type { NotifyParts } from './notify.ts';

/**
 * Null: the message offers its link only. A digit that the message does not explain must stand for
 * nothing: the agent's own words could make the human send it.
 */
export async function digitsFor(
  { store }: NotifyParts,
  { address, developerId, pauseId, recipientIndex, pause }: NotificationClaim,
  { replyLine }: Courier,
  asked: Notice,
): Promise<readonly number[] | null> {
  if (replyLine === undefined || !asked.pressable || !invitesReplies(asked)) return null;
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
