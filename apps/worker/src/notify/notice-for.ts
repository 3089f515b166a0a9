// What a claim says to its human: the question as it was opened, with this recipient's own links.
import type { Notice } from '@pausepoint/channels';
import { mintResponseToken, needsPage } from '@pausepoint/core';
import type { NotificationClaim } from '@pausepoint/store';
import type { NotifyParts } from './notify.ts';

/** The first and only revision of a question, until "request changes" arrives. */
const REVISION = 1;

export function noticeFor(
  { store, publicUrl }: NotifyParts,
  { developerId, pauseId, recipientIndex, code, pause }: NotificationClaim,
  kind: Notice['kind'],
): Notice {
  const { developerName, agent, message, context, options, timeoutDefault, expiresAt } =
    pause.content;
  const token = mintResponseToken(store.ring, {
    developerId,
    pauseId,
    recipientIndex,
    revision: REVISION,
    expiresAt,
  });
  return {
    kind,
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
    pressable: !needsPage(pause),
    digits: null,
  };
}
